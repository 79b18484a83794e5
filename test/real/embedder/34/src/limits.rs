use std::cell::Cell;
use std::rc::Rc;
use wasmtime::{ResourceLimiter, Result};

/// How much of this machine one program may take.
#[derive(Debug, Clone)]
pub struct Limits {
    pub memory_bytes: usize,
    /// How often it wanted more than it gets; shared with whoever asks.
    pub refusals: Rc<Cell<usize>>,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { memory_bytes: 1 << 20, refusals: Rc::default() }
    }
}

impl Limits {
    fn unless_refused(&self, is_allowed: bool) -> bool {
        self.refusals.set(self.refusals.get() + usize::from(!is_allowed));
        is_allowed
    }
}

impl ResourceLimiter for Limits {
    fn memory_growing(&mut self, _current: usize, desired: usize, _maximum: Option<usize>) -> Result<bool> {
        Ok(self.unless_refused(desired <= self.memory_bytes))
    }

    fn table_growing(&mut self, _current: usize, desired: usize, _maximum: Option<usize>) -> Result<bool> {
        Ok(self.unless_refused(desired <= 1_000))
    }
}
