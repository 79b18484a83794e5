//! Runs what strangers wrote: rules as components, programs as modules.

mod engine;
mod limits;
mod program;
mod rule;

pub use engine::{is_compiled, strict_engine};
pub use limits::Limits;
pub use program::{Count, Program};
pub use rule::{Judgement, Rules};
