use gatehouse::{Count, Judgement, Program, Rules, strict_engine};

fn program(source: &[u8]) -> Program {
    Program::load(&strict_engine().unwrap(), source).unwrap()
}

#[test]
fn a_program_prints_through_wasi() {
    assert_eq!(program(include_bytes!("../wasm/greet.wat")).print().unwrap(), "let in\n");
}

#[test]
fn a_program_gets_no_more_memory_than_its_limit() {
    let greedy = program(include_bytes!("../wasm/greedy.wat"));

    assert_eq!(greedy.count(100).unwrap(), Count { count: 2, refusals: 2 });
    assert_eq!(greedy.count(1).unwrap(), Count { count: 1, refusals: 1 });
}

#[test]
fn what_no_host_has_answers_with_nothing() {
    assert_eq!(program(include_bytes!("../wasm/asks.wat")).count(39).unwrap().count, 3);
}

#[test]
fn a_program_keeps_what_is_the_hosts() {
    assert_eq!(program(include_bytes!("../wasm/keeper.wat")).keep("key").unwrap(), Some("key"));
}

#[test]
fn a_rule_is_a_component_that_judges_and_takes_notes() {
    let rules = Rules::new(strict_engine().unwrap()).unwrap();
    let source = include_bytes!("../wasm/rule.wat");

    assert_eq!(rules.judge(source, 7).unwrap(), Judgement { is_allowed: true, notes: vec![7] });
    assert_eq!(rules.judge(source, 70).unwrap(), Judgement { is_allowed: false, notes: vec![70] });
}

#[test]
fn a_component_that_judges_nothing_is_refused() {
    assert!(Rules::new(strict_engine().unwrap()).unwrap().judge(b"(component)", 1).is_err());
}
