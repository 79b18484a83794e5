import {localChanged} from '../../src/store/change-view.ts'
import {createWizardStore} from '../../src/store/create-wizard-store.ts'
import type {WizardView} from '../../src/store/view.ts'
import {tabsOf} from '../../src/ui/tabs/tabs.ts'
import {createFakeClock} from './fake-clock.ts'
import {prepare, scenes} from './scenes.ts'

type SceneView = {readonly name: string; readonly view: WizardView}

/** Every scene past its guard, in each of its tabs. */
export function sceneViews(size = {columns: 80, rows: 24}): readonly SceneView[] {
  return Object.keys(scenes).flatMap(name => {
    const {clock, later} = createFakeClock()
    const store = createWizardStore({clock, later, size})
    void prepare(store, name)
    const view = localChanged(store.view(), {isGuarded: false})
    const tabs = tabsOf(view).map(({id}) => ({name: `${name}, ${id}`, view: localChanged(view, {tab: id})}))
    return [{name, view}, ...tabs]
  })
}

/** The same with the help open, while it is asked whether to quit, and while a line is typed. */
export function coveredViews(): readonly SceneView[] {
  return sceneViews().flatMap(({name, view}) => [
    {name: `${name}, help`, view: localChanged(view, {help: true})},
    {name: `${name}, quitting`, view: localChanged(view, {confirmsQuit: true})},
    {name: `${name}, typing`, view: localChanged(view, {input: {option: 'note', text: 'half'}})},
  ])
}
