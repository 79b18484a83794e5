import type {ReportDocument} from './report-json.ts'

/** What one job of a CI service reported; without a document there is only why not. */
export type Part = ReportedPart | SilentPart

/** A part that reported. */
export type ReportedPart = {readonly name: string; readonly document: ReportDocument}

type SilentPart = {readonly name: string; readonly document?: undefined; readonly why: string}
