export {clean, cleanLines} from '../domain/clean-text.ts'
