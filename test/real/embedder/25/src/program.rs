use crate::limits::Limits;
use anyhow::Result;
use wasmtime::{Engine, Linker, Module, Store};
use wasmtime_wasi::pipe::MemoryOutputPipe;
use wasmtime_wasi::preview1::{self, WasiP1Ctx};
use wasmtime_wasi::WasiCtxBuilder;

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
        let stdout = MemoryOutputPipe::new(4096);
        let wasi = WasiCtxBuilder::new().arg("program").stdout(stdout.clone()).build_p1();
        let mut linker: Linker<WasiP1Ctx> = Linker::new(&self.engine);
        preview1::add_to_linker_sync(&mut linker, |wasi| wasi)?;
        let mut store = Store::new(&self.engine, wasi);
        store.set_fuel(FUEL)?;
        let instance = linker.instantiate(&mut store, &self.module)?;
        instance.get_typed_func::<(), ()>(&mut store, "_start")?.call(&mut store, ())?;
        Ok(String::from_utf8(stdout.contents().to_vec())?)
    }

    /// Lets it count; functions that no host has answer with nothing.
    pub fn count(&self, from: i32) -> Result<Count> {
        let mut store = Store::new(&self.engine, Limits::default());
        store.limiter(|limits| limits);
        store.set_fuel(FUEL)?;
        let mut linker = Linker::new(&self.engine);
        linker.define_unknown_imports_as_default_values(&self.module)?;
        let instance = linker.instantiate(&mut store, &self.module)?;
        let count = instance.get_typed_func::<i32, i32>(&mut store, "count")?.call(&mut store, from)?;
        store.gc();
        Ok(Count { count, refusals: store.data().refusals })
    }
}
