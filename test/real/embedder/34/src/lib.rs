//! Runs what strangers wrote: rules as components, programs as modules.

mod limits;
mod program;
mod rule;
mod said;

pub use limits::Limits;
pub use program::{Count, Program};
pub use rule::{Judgement, Rules};
use wasmtime::{Config, Engine, Result};

/// Counts fuel.
pub fn strict_engine() -> Result<Engine> {
    Engine::new(Config::new().consume_fuel(true))
}
