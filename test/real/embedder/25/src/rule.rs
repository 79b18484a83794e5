use anyhow::{ensure, Result};
use wasmtime::component::{bindgen, Component, Linker};
use wasmtime::{Engine, Store};
use wasmtime_wasi::{ResourceTable, WasiCtx, WasiCtxBuilder, WasiView};

bindgen!({ world: "rule", path: "wit" });

struct State {
    wasi: WasiCtx,
    table: ResourceTable,
    notes: Vec<u32>,
}

impl WasiView for State {
    fn ctx(&mut self) -> &mut WasiCtx {
        &mut self.wasi
    }

    fn table(&mut self) -> &mut ResourceTable {
        &mut self.table
    }
}

impl RuleImports for State {
    fn note(&mut self, value: u32) {
        self.notes.push(value);
    }
}

/// What a rule said, and what it told the host meanwhile.
#[derive(Debug, PartialEq, Eq)]
pub struct Judgement {
    pub is_allowed: bool,
    pub notes: Vec<u32>,
}

/// Runs rules as components.
pub struct Rules {
    engine: Engine,
    linker: Linker<State>,
}

impl Rules {
    pub fn new(engine: Engine) -> Result<Rules> {
        let mut linker = Linker::new(&engine);
        wasmtime_wasi::add_to_linker_sync(&mut linker)?;
        Rule::add_to_linker(&mut linker, |state: &mut State| state)?;
        Ok(Rules { engine, linker })
    }

    pub fn judge(&self, source: &[u8], words: u32) -> Result<Judgement> {
        let component = Component::new(&self.engine, source)?;
        ensure!(component.export_index(None, "judge").is_some(), "this component is no rule");
        let state = State { wasi: WasiCtxBuilder::new().build(), table: ResourceTable::new(), notes: vec![] };
        let mut store = Store::new(&self.engine, state);
        store.set_fuel(1_000_000)?;
        let rule = Rule::instantiate(&mut store, &component, &self.linker)?;
        let is_allowed = rule.call_judge(&mut store, words)? == 1;
        Ok(Judgement { is_allowed, notes: store.into_data().notes })
    }
}
