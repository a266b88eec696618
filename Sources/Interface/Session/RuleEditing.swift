import Documents
import Formulas
import Landscapes
import Optimizers
import Trajectories

extension Model {
  /// Opens the equations of the racer in focus to be changed.
  mutating func openRuleEditor() {
    putAside = stage
    track.hold()
    stage.mode = .rule(RuleEditor(focused.rule.equations))
  }

  /// Takes equations that were typed as a whole; where they are no rule yet, they can be mended.
  mutating func takeEquations(_ text: String) {
    do {
      try exchangeEquations(for: text)
      tellEquations()
    } catch {
      openRuleEditor()
      stage.mode = .rule(RuleEditor(text, problem: RuleEditor.Problem(error)))
    }
  }

  /// Says what runs now, and what was assumed of knobs that are new.
  private mutating func tellEquations() {
    guard let definition = focused.definition else { return }
    message = (["\(focused.title) runs these equations"] + definition.assumptions())
      .joined(separator: "; ")
  }

  /// A key while equations are typed.
  mutating func edit(_ key: Key, in editor: RuleEditor) {
    var editor = editor
    switch editor.type(key) {
    case .moved: break
    case .changed:
      editor.problem = nil
      follow { $0.returnToHeld() }
      do {
        try exchangeEquations(for: editor.text)
      } catch {
        editor.problem = RuleEditor.Problem(error)
      }
    case .keep:
      guard editor.problem == nil else { break }
      track.keepHeld()
      putAside = nil
      stage.mode = .race
      tellEquations()
      return
    case .back:
      follow { $0.dropHeld() }
      if let before = putAside { stage = before }
      putAside = nil
      stage.mode = .race
      return
    }
    stage.mode = .rule(editor)
  }

  /// Gives the racer in focus other equations; its knobs keep what they are where the names stay.
  mutating func exchangeEquations(for text: String) throws(FormulaError) {
    let before = focused
    guard text != before.rule.equations else { return }
    let declared = before.knobs.compactMap { knob -> WrittenKnob? in
      guard before.rule[knob.key] != nil, case .number(let value)? = before[knob.key] else {
        return nil
      }
      return WrittenKnob(knob, at: value)
    }
    let title =
      before.definition?.title ?? "\(before.rule.card.title), edited"
    let definition = try RuleDefinition(
      text, title: title, summary: before.rule.card.summary, source: before.rule.card.source,
      declaring: declared)
    var racer = Racer(rule: WrittenRule<Vector>(definition), label: before.label)
    racer.schedule = before.schedule
    racer.given = before.given
    let focus = stage.focus
    changeNow { race in
      race.racers[focus] = racer
      race.tweaks.removeAll { $0.racer == focus && racer.knob($0.knob) == nil }
      _ = try? race.settleRates(of: focus)
    }
  }
}
