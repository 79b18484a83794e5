import {accessorTaskNoResultParam} from './accessor-task-no-result-param.ts'
import {asyncFnsBoundOnDataSend} from './async-fns-bound-on-data-send.ts'
import {asyncSupportConfigNoop} from './async-support-config-noop.ts'
import {asyncstdioNewTakesTokio} from './asyncstdio-new-takes-tokio.ts'
import {bindgenAddToLinkerHasdata} from './bindgen-add-to-linker-hasdata.ts'
import {bindgenAsyncOption} from './bindgen-async-option.ts'
import {bindgenDotSeparator} from './bindgen-dot-separator.ts'
import {bindgenGuestpreToGuestindices} from './bindgen-guestpre-to-guestindices.ts'
import {callIndirectCacheConfigRemoved} from './call-indirect-cache-config-removed.ts'
import {codebuilderRenames} from './codebuilder-renames.ts'
import {compilerInliningEnum} from './compiler-inlining-enum.ts'
import {componentGetExportPairs} from './component-get-export-pairs.ts'
import {configCacheApi} from './config-cache-api.ts'
import {configMemoryReservationRenames} from './config-memory-reservation-renames.ts'
import {configWasmBacktraceDeprecated} from './config-wasm-backtrace-deprecated.ts'
import {craneliftPccRemoved} from './cranelift-pcc-removed.ts'
import {debugEventExceptionMerged} from './debug-event-exception-merged.ts'
import {engineDetectPrecompiledAssoc} from './engine-detect-precompiled-assoc.ts'
import {handlerRequestIdRenamed} from './handler-request-id-renamed.ts'
import {heaptypeConcreteSplit} from './heaptype-concrete-split.ts'
import {instanceExportLookupRenamed} from './instance-export-lookup-renamed.ts'
import {manuallyrootedToOwnedrooted} from './manuallyrooted-to-ownedrooted.ts'
import {mpkenabledToEnabled} from './mpkenabled-to-enabled.ts'
import {poolingMemoryPagesToBytes} from './pooling-memory-pages-to-bytes.ts'
import {postReturnNoop} from './post-return-noop.ts'
import {resourceLimiterErrorType} from './resource-limiter-error-type.ts'
import {resourceLimiterTableUsize} from './resource-limiter-table-usize.ts'
import {resourceTableIterEntriesBtreemap} from './resource-table-iter-entries-btreemap.ts'
import type {Rule} from './rule.ts'
import {stackcreatorZeroedArg} from './stackcreator-zeroed-arg.ts'
import {storeGcArgument} from './store-gc-argument.ts'
import {streamOpsFallible} from './stream-ops-fallible.ts'
import {trappableErrorTrapType} from './trappable-error-trap-type.ts'
import {valNullRefTakesReference} from './val-null-ref-takes-reference.ts'
import {wasiAddToLinkerStatic} from './wasi-add-to-linker-static.ts'
import {wasiClockCtors} from './wasi-clock-ctors.ts'
import {wasiCtxBackToRoot} from './wasi-ctx-back-to-root.ts'
import {wasiFsperms} from './wasi-fsperms.ts'
import {wasiHttpNewRequestOnView} from './wasi-http-new-request-on-view.ts'
import {wasiHttpOutgoingBodyNewArgs} from './wasi-http-outgoing-body-new-args.ts'
import {wasiHttpP2Module} from './wasi-http-p2-module.ts'
import {wasiHttpP3CtxToHooks} from './wasi-http-p3-ctx-to-hooks.ts'
import {wasiHttpProxyModuleFlattened} from './wasi-http-proxy-module-flattened.ts'
import {wasiHttpUnifiedView} from './wasi-http-unified-view.ts'
import {wasiInputstreamBoxed} from './wasi-inputstream-boxed.ts'
import {wasiIoWriteZeroesFlushRemoved} from './wasi-io-write-zeroes-flush-removed.ts'
import {wasiP3CliLinkOptionsRemoved} from './wasi-p3-cli-link-options-removed.ts'
import {wasiPreviewModulesRenamed} from './wasi-preview-modules-renamed.ts'
import {wasiRootToP2} from './wasi-root-to-p2.ts'
import {wasiRuntimeConfigRenamed} from './wasi-runtime-config-renamed.ts'
import {wasiSocketaddruseMoved} from './wasi-socketaddruse-moved.ts'
import {wasiSocketsDeniedByDefault} from './wasi-sockets-denied-by-default.ts'
import {wasiStdioToCli} from './wasi-stdio-to-cli.ts'
import {wasihttpviewForbiddenHeaders} from './wasihttpview-forbidden-headers.ts'
import {wasihttpviewHttpMethod} from './wasihttpview-http-method.ts'
import {wasihttpviewTableBack} from './wasihttpview-table-back.ts'
import {wasihttpviewTableRemoved30} from './wasihttpview-table-removed-30.ts'
import {wasiimplWrapsIoimpl} from './wasiimpl-wraps-ioimpl.ts'
import {wasiviewCtxReturnsWasictxview} from './wasiview-ctx-returns-wasictxview.ts'
import {wasiviewIoviewSplit} from './wasiview-ioview-split.ts'
import {wiggleNoAsyncTrait} from './wiggle-no-async-trait.ts'

/** Every rule for Rust code. To add one: its file, a line here, and `fixtures/rules/<change>/{in,out}.rs`. */
export const rules: readonly Rule[] = [
  accessorTaskNoResultParam,
  asyncFnsBoundOnDataSend,
  asyncstdioNewTakesTokio,
  asyncSupportConfigNoop,
  bindgenAddToLinkerHasdata,
  bindgenAsyncOption,
  bindgenDotSeparator,
  bindgenGuestpreToGuestindices,
  callIndirectCacheConfigRemoved,
  codebuilderRenames,
  compilerInliningEnum,
  componentGetExportPairs,
  configCacheApi,
  configMemoryReservationRenames,
  configWasmBacktraceDeprecated,
  craneliftPccRemoved,
  debugEventExceptionMerged,
  engineDetectPrecompiledAssoc,
  handlerRequestIdRenamed,
  heaptypeConcreteSplit,
  instanceExportLookupRenamed,
  manuallyrootedToOwnedrooted,
  mpkenabledToEnabled,
  poolingMemoryPagesToBytes,
  postReturnNoop,
  resourceLimiterErrorType,
  resourceLimiterTableUsize,
  resourceTableIterEntriesBtreemap,
  stackcreatorZeroedArg,
  storeGcArgument,
  streamOpsFallible,
  trappableErrorTrapType,
  valNullRefTakesReference,
  wasiAddToLinkerStatic,
  wasiClockCtors,
  wasiCtxBackToRoot,
  wasiFsperms,
  wasiHttpNewRequestOnView,
  wasiHttpOutgoingBodyNewArgs,
  wasiHttpP2Module,
  wasiHttpP3CtxToHooks,
  wasiHttpProxyModuleFlattened,
  wasiHttpUnifiedView,
  wasihttpviewForbiddenHeaders,
  wasihttpviewHttpMethod,
  wasiInputstreamBoxed,
  wasiIoWriteZeroesFlushRemoved,
  wasiP3CliLinkOptionsRemoved,
  wasihttpviewTableBack,
  wasihttpviewTableRemoved30,
  wasiimplWrapsIoimpl,
  wasiPreviewModulesRenamed,
  wasiRootToP2,
  wasiRuntimeConfigRenamed,
  wasiSocketaddruseMoved,
  wasiSocketsDeniedByDefault,
  wasiStdioToCli,
  wasiviewCtxReturnsWasictxview,
  wasiviewIoviewSplit,
  wiggleNoAsyncTrait,
]

/** The rules by the ids of the changes they carry out. */
export const rulesByChange: ReadonlyMap<string, Rule> = new Map(
  rules.flatMap(rule => rule.changes.map(change => [change, rule] as const)),
)
