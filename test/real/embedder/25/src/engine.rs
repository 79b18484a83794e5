use anyhow::Result;
use wasmtime::{Config, Engine};

/// Counts fuel, and gives each program one memory that never moves.
pub fn strict_engine() -> Result<Engine> {
    let mut config = Config::new();
    config.consume_fuel(true);
    config
        .static_memory_maximum_size(64 << 20) // more than any program was seen to use
        .dynamic_memory_reserved_for_growth(1 << 20)
        .static_memory_forced(true);
    Engine::new(&config)
}

/// Whether these bytes were compiled elsewhere: nobody knows what is in them.
pub fn is_compiled(engine: &Engine, bytes: &[u8]) -> bool {
    engine.detect_precompiled(bytes).is_some()
}
