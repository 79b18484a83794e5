use anyhow::Result;
use wasmtime::ResourceLimiter;

/// How much of this machine one program may take.
#[derive(Debug, Clone)]
pub struct Limits {
    pub memory_bytes: usize,
    /// How often it wanted more than it gets.
    pub refusals: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { memory_bytes: 1 << 20, refusals: 0 }
    }
}

impl ResourceLimiter for Limits {
    fn memory_growing(&mut self, _current: usize, desired: usize, _maximum: Option<usize>) -> Result<bool> {
        let is_allowed = desired <= self.memory_bytes;
        self.refusals += usize::from(!is_allowed);
        Ok(is_allowed)
    }

    fn table_growing(&mut self, _current: u32, desired: u32, _maximum: Option<u32>) -> Result<bool> {
        let is_allowed = desired <= 1_000;
        self.refusals += usize::from(!is_allowed);
        Ok(is_allowed)
    }
}
