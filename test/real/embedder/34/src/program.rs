use crate::limits::Limits;
use crate::said::Said;
use wasmtime::{Engine, ExternRef, Linker, ManuallyRooted, Module, Result, Store};
use wasmtime_wasi::p2::WasiCtxBuilder;
use wasmtime_wasi::preview1::{self, WasiP1Ctx};

/// Instructions for one run; a program that loops must not hold the others up.
const FUEL: u64 = 1_000_000;

/// A program as a module.
pub struct Program {
    engine: Engine,
    module: Module,
}

/// What a program counted, and how often it was refused what it wanted.
#[derive(Debug, PartialEq, Eq)]
pub struct Count {
    pub count: i32,
    pub refusals: usize,
}

impl Program {
    pub fn load(engine: &Engine, source: &[u8]) -> Result<Program> {
        Ok(Program { engine: engine.clone(), module: Module::new(engine, source)? })
    }

    /// Runs it with WASI and gives what it printed.
    pub fn print(&self) -> Result<String> {
        let said = Said::new();
        let wasi = WasiCtxBuilder::new().arg("program").stdout(said.clone()).build_p1();
        let mut linker: Linker<WasiP1Ctx> = Linker::new(&self.engine);
        preview1::add_to_linker_sync(&mut linker, |wasi| wasi)?;
        let mut store = Store::new(&self.engine, wasi);
        store.set_fuel(FUEL)?;
        let instance = linker.instantiate(&mut store, &self.module)?;
        instance.get_typed_func::<(), ()>(&mut store, "_start")?.call(&mut store, ())?;
        Ok(said.text())
    }

    /// Lets it count; functions that no host has answer with nothing.
    pub fn count(&self, from: i32) -> Result<Count> {
        let limits = Limits::default();
        let refusals = limits.refusals.clone();
        let mut store = Store::new(&self.engine, limits);
        store.limiter(|limits| limits);
        store.set_fuel(FUEL)?;
        let mut linker = Linker::new(&self.engine);
        linker.define_unknown_imports_as_default_values(&mut store, &self.module)?;
        let instance = linker.instantiate(&mut store, &self.module)?;
        let count = instance.get_typed_func::<i32, i32>(&mut store, "count")?.call(&mut store, from)?;
        Ok(Count { count, refusals: refusals.get() })
    }

    /// Hands it something of the host's to keep, and gives what it hands back.
    pub fn keep(&self, thing: &'static str) -> Result<Option<&'static str>> {
        let mut store = Store::new(&self.engine, ());
        store.set_fuel(FUEL)?;
        let kept: ManuallyRooted<ExternRef> = {
            let given = ExternRef::new(&mut store, thing)?;
            given.to_manually_rooted(&mut store)?
        };
        let instance = Linker::new(&self.engine).instantiate(&mut store, &self.module)?;
        let given = kept.to_rooted(&mut store);
        let keep = instance.get_typed_func::<Option<wasmtime::Rooted<ExternRef>>, Option<wasmtime::Rooted<ExternRef>>>(&mut store, "keep")?;
        let Some(back) = keep.call(&mut store, Some(given))? else { return Ok(None) };
        Ok(back.data(&store)?.and_then(|data| data.downcast_ref::<&'static str>()).copied())
    }
}
