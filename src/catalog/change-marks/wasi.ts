import {called, calledUniquely, hint, implemented, type Mark, matched, named, shaped, written} from './mark.ts'

const builder = 'wasmtime_wasi::**::WasiCtxBuilder'

/** Changes of wasmtime-wasi, wasmtime-wasi-io, -config, -keyvalue, -nn, -tls, wasi-common and wiggle in Rust code. */
export const wasiMarks: Readonly<Record<string, readonly Mark[]>> = {
  'socket-addr-check-async': [calledUniquely(builder, 'socket_addr_check')],
  'wasi-host-traits-on-wasiimpl': [written('wasmtime_wasi::bindings::**::add_to_linker')],
  'wiggle-guest-memory-redesign': [
    named(
      'wiggle::GuestPtr',
      'wiggle::GuestMemory',
      'wiggle::**::BorrowChecker',
      'wiggle::GuestCow',
      'wiggle::GuestSlice',
    ),
  ],
  'wasi-nn-error-type-struct': [named('wasmtime_wasi_nn::wit::Error')],
  'wasi-inputstream-boxed': [named('wasmtime_wasi::InputStream::Host', 'wasmtime_wasi::InputStream::File')],
  'i32exit-process-exit-code-removed': [calledUniquely('wasmtime_wasi::I32Exit', 'process_exit_code')],
  'wasiview-ioview-split': [implemented('wasmtime_wasi::WasiView')],
  'wasi-io-type-renames': [
    named(
      'wasmtime_wasi::HostInputStream',
      'wasmtime_wasi::HostOutputStream',
      'wasmtime_wasi::Subscribe',
      'wasmtime_wasi::PollableFuture',
      'wasmtime_wasi::ClosureFuture',
      'wasmtime_wasi::Pollable',
      'wasmtime_wasi::InputStream',
      'wasmtime_wasi::OutputStream',
    ),
  ],
  'wasiimpl-wraps-ioimpl': [called('wasmtime_wasi::**', 'WasiImpl'), called('wasmtime_wasi_http::**', 'WasiHttpImpl')],
  'wasi-root-to-p2': [{on: 'moved', from: 'wasmtime_wasi'}],
  'wasi-add-to-linker-static': [shaped('generic-linker', 'add_to_linker_async add_to_linker_sync')],
  'wasi-config-keyvalue-tls-nn-fn-pointer': [
    named(
      'wasmtime_wasi_config::add_to_linker',
      'wasmtime_wasi_keyvalue::add_to_linker',
      'wasmtime_wasi_tls::**::add_to_linker',
      'wasmtime_wasi_nn::**::add_to_linker',
    ),
  ],
  'wasi-fileinputstream-private': [named('wasmtime_wasi::**::FileInputStream')],
  'wasi-tls-provider-redesign': [named('wasmtime_wasi_tls::WasiTlsCtx')],
  'wasi-ctx-back-to-root': [{on: 'moved', from: 'wasmtime_wasi::p2', to: 'wasmtime_wasi'}],
  'wasiview-ctx-returns-wasictxview': [
    implemented('wasmtime_wasi::**::WasiView|wasmtime_wasi::**::IoView|wasmtime_wasi_io::IoView'),
    named('wasmtime_wasi::**::WasiImpl', 'wasmtime_wasi::**::IoImpl'),
    written('wasmtime_wasi::**::IoView'),
  ],
  'wasi-stdio-stream-traits': [implemented('wasmtime_wasi::**::StdinStream|wasmtime_wasi::**::StdoutStream')],
  'wasi-stdio-to-cli': [
    {on: 'moved', from: 'wasmtime_wasi::p2', to: 'wasmtime_wasi::cli'},
    written('wasmtime_wasi::Network'),
  ],
  'asyncstdio-new-takes-tokio': [
    called('wasmtime_wasi::**::AsyncStdinStream|wasmtime_wasi::**::AsyncStdoutStream', 'new'),
  ],
  'wasi-io-ioimpl-removed': [named('wasmtime_wasi_io::IoImpl', 'wasmtime_wasi::**::IoImpl')],
  'wasi-preview-modules-renamed': [named('wasmtime_wasi::preview1', 'wasmtime_wasi::preview0')],
  'wasi-socketaddruse-moved': [written('wasmtime_wasi::SocketAddrUse', 'wasmtime_wasi::AllowedNetworkUses')],
  'clocks-view-shape': [implemented('wasmtime_wasi::**::WasiClocksView')],
  'trappable-error-trap-type': [
    called('wasmtime_wasi::**::StreamError|wasmtime_wasi_io::**::StreamError', 'Trap LastOperationFailed'),
    called(
      'wasmtime_wasi::**::TrappableError|wasmtime_wasi::**::FsError|wasmtime_wasi::**::SocketError|wasmtime_wasi_http::**::HttpError',
      'trap',
    ),
  ],
  'wasi-resource-limits-default': [
    called(
      `${builder}|wasmtime_wasi_http::**::WasiHttpCtx|wasmtime_wasi::ResourceTable|wasmtime::component::ResourceTable`,
      'new',
    ),
  ],
  'wasi-io-write-zeroes-flush-removed': [shaped('word', 'blocking_write_zeroes_and_flush')],
  'wiggle-wasi-common-error-types': [
    named('wasi_common::maybe_exit_on_error'),
    hint(named('wiggle::from_witx', 'wiggle::wasmtime_integration')),
  ],
  'wasi-rngcore-to-rng': [named('wasmtime_wasi::RngCore'), called(`${builder}`, 'secure_random insecure_random')],
  'wasi-p3-cli-link-options-removed': [named('wasmtime_wasi::p3::cli::add_to_linker_with_options')],
  'wasi-fsperms': [
    named('wasmtime_wasi::**::DirPerms', 'wasmtime_wasi::**::FilePerms'),
    calledUniquely(builder, 'preopened_dir', {arguments: [4]}),
  ],
  'wasi-sockets-denied-by-default': [called(builder, 'inherit_network socket_addr_check')],
  'wasi-socket-addr-use-variants': [
    named('wasmtime_wasi::**::SocketAddrUse::UdpConnect', 'wasmtime_wasi::**::SocketAddrUse::UdpOutgoingDatagram'),
    matched('wasmtime_wasi::**::SocketAddrUse'),
  ],
  'wasi-clock-ctors': [
    called('wasmtime_wasi::**::MonotonicClock|wasmtime_wasi::**::WallClock', 'new', {arguments: [1]}),
  ],
  'wasi-fs-cap-std-types-gone': [called('wasmtime_wasi::**::Dir|wasmtime_wasi::**::File', 'new')],
  'wasi-runtime-config-renamed': [
    named(
      'wasmtime_wasi_runtime_config',
      // The dependency may keep its name and be the new crate already.
      'wasmtime_wasi_config::WasiRuntimeConfig',
      'wasmtime_wasi_config::WasiRuntimeConfigVariables',
      'wasmtime_wasi_runtime_config::WasiRuntimeConfig',
      'wasmtime_wasi_runtime_config::WasiRuntimeConfigVariables',
    ),
  ],
  'wasi-tls-crates-merged': [named('wasmtime_wasi_tls_nativetls', 'wasmtime_wasi_tls_openssl')],
  'wasi-common-removed': [written('wasi_common', 'wasmtime_wasi_threads')],
}

const view = 'wasmtime_wasi_http::**::WasiHttpView'
const proxyModule = [
  named('wasmtime_wasi_http::proxy'),
  named(
    'wasmtime_wasi_http::proxy::add_to_linker',
    'wasmtime_wasi_http::proxy::sync::add_to_linker',
    'wasmtime_wasi_http::proxy::Proxy',
    'wasmtime_wasi_http::proxy::sync::Proxy',
  ),
]

/** Changes of wasmtime-wasi-http in Rust code. */
export const wasiHttpMarks: Readonly<Record<string, readonly Mark[]>> = {
  'wasi-http-send-request-shape': [
    named('wasmtime_wasi_http::types::OutgoingRequest', 'wasmtime_wasi_http::types::IncomingResponseInternal'),
    implemented(view, 'send_request'),
  ],
  'wasi-http-impl-modules-private': [named('wasmtime_wasi_http::http_impl', 'wasmtime_wasi_http::types_impl')],
  'wasihttpview-send': [hint(implemented(view))],
  'wasi-http-new-incoming-request-scheme': [calledUniquely('*', 'new_incoming_request', {arguments: [1]})],
  'wasi-http-proxy-module-flattened': proxyModule,
  'wasi-http-outgoing-body-new-args': [called('wasmtime_wasi_http::**::HostOutgoingBody', 'new', {arguments: [2]})],
  'wasihttpview-table-removed-30': [implemented(view)],
  'wasihttpview-table-back': [implemented(view)],
  'wasihttpview-forbidden-headers': [implemented(view, 'is_forbidden_header')],
  'wasi-http-unsync-body': [
    named('wasmtime_wasi_http::**::HyperOutgoingBody', 'wasmtime_wasi_http::**::HyperIncomingBody'),
  ],
  'wasi-http-body-error-into-errorcode': [hint(calledUniquely('*', 'new_incoming_request', {arguments: [2]}))],
  'wasi-http-fieldmap-struct': [
    named('wasmtime_wasi_http::**::FieldMap'),
    called('wasmtime_wasi_http::**::HostIncomingBody|wasmtime_wasi_http::**::HostIncomingRequest', 'new'),
  ],
  'wasi-http-p2-module': [
    {on: 'moved', from: 'wasmtime_wasi_http'},
    {on: 'moved', from: 'wasmtime_wasi_http::types'},
    ...proxyModule,
  ],
  'wasihttpview-http-method': [implemented(view)],
  'wasi-http-new-request-on-view': [calledUniquely('*', 'new_incoming_request new_response_outparam')],
  'wasi-http-p3-ctx-to-hooks': [
    named('wasmtime_wasi_http::p3::WasiHttpCtx', 'wasmtime_wasi_http::p3::DefaultWasiHttpCtx'),
  ],
  'wasi-http-handler-rework': [named('wasmtime_wasi_http::handler')],
  'wasi-http-unified-view': [
    {on: 'moved', from: 'wasmtime_wasi_http::p2', to: 'wasmtime_wasi_http'},
    {on: 'moved', from: 'wasmtime_wasi_http::p3', to: 'wasmtime_wasi_http'},
    named('wasmtime_wasi_http::p3::WasiHttpCtx', 'wasmtime_wasi_http::p3::DefaultWasiHttpCtx'),
  ],
  'wasi-http-send-request-unified': [
    named(
      'wasmtime_wasi_http::types::OutgoingRequestConfig',
      'wasmtime_wasi_http::types::HostFutureIncomingResponse',
      'wasmtime_wasi_http::p2::types::OutgoingRequestConfig',
      'wasmtime_wasi_http::p2::types::HostFutureIncomingResponse',
    ),
    implemented(
      'wasmtime_wasi_http::**::WasiHttpHooks',
      'send_request',
      'outgoing_body_chunk_size',
      'outgoing_body_buffer_chunks',
    ),
  ],
  'handler-request-id-renamed': [shaped('request-id', 'RequestId')],
  'wasi-http-fieldmap-hooks': [named('wasmtime_wasi_http::**::FieldMap')],
}
