use wasmtime::component::{Component, HasSelf, Linker, ResourceTable, bindgen};
use wasmtime::{Engine, Result, Store};
use wasmtime_wasi::p2::{IoView, WasiCtx, WasiCtxBuilder, WasiView};

bindgen!({
    world: "rule",
    path: "wit",
    async: false,
});

struct State {
    wasi: WasiCtx,
    table: ResourceTable,
    notes: Vec<u32>,
}

impl IoView for State {
    fn table(&mut self) -> &mut ResourceTable {
        &mut self.table
    }
}

impl WasiView for State {
    fn ctx(&mut self) -> &mut WasiCtx {
        &mut self.wasi
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
        wasmtime_wasi::p2::add_to_linker_sync(&mut linker)?;
        Rule::add_to_linker::<_, HasSelf<_>>(&mut linker, |state: &mut State| state)?;
        Ok(Rules { engine, linker })
    }

    pub fn judge(&self, source: &[u8], words: u32) -> Result<Judgement> {
        let component = Component::new(&self.engine, source)?;
        let state = State { wasi: WasiCtxBuilder::new().build(), table: ResourceTable::new(), notes: vec![] };
        let mut store = Store::new(&self.engine, state);
        store.set_fuel(1_000_000)?;
        let rule = Rule::instantiate(&mut store, &component, &self.linker)?;
        let is_allowed = rule.call_judge(&mut store, words)? == 1;
        Ok(Judgement { is_allowed, notes: store.into_data().notes })
    }
}
