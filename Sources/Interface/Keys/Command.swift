import Optimizers

/// Everything a reader can ask for; keys, the mouse and lectures all speak these words.
public enum Command: Sendable, Equatable, Hashable {
  /// Play or pause.
  case play
  /// Move the playhead by some steps.
  case step(Int)
  /// Move the playhead to the start.
  case rewind
  /// Move the playhead to the end.
  case finish
  /// Move the playhead to the next (1) note or the one before (−1).
  case note(Int)
  /// In a lecture: on (1) or back (−1).
  case scene(Int)
  /// Type a note on the shown step.
  case writeNote
  /// Play faster or slower.
  case speed(faster: Bool)
  /// Put a panel in focus, counted from 0.
  case focus(Int)
  /// Put the next panel (1) or the one before (−1) in focus.
  case focusNext(Int)
  /// Open a list to pick from.
  case pick(Picker.Kind)
  /// Change the optimizer in focus to the next (1) or the one before (−1).
  case nextOptimizer(Int)
  /// Change the surface to the next (1) or the one before (−1).
  case nextSurface(Int)
  /// Add a panel.
  case addPanel
  /// Take the panel in focus away.
  case removePanel
  /// Turn the knob with this role a notch.
  case turn(KnobRole, up: Bool)
  /// Select the next (1) knob or the one before (−1).
  case select(Int)
  /// Turn the selected knob a notch.
  case turnSelected(up: Bool)
  /// Let knobs act on this panel or on all.
  case scope
  /// Let knobs act from the start or from this step on.
  case fromHere
  /// Move the start with the arrows.
  case moveStart
  /// Zoom in or out.
  case zoom(closer: Bool)
  /// Move the part of the plane that is shown, in steps of an eighth of it.
  case pan(Int, Int)
  /// Show the surface's own view.
  case fit
  /// Change what the chart shows.
  case quantity
  /// Change between logarithmic and linear levels.
  case levels
  /// All paths on one map, or side by side.
  case oneMap
  /// Show or hide the anatomy of the next step.
  case arrows
  /// Show or hide the pane that explains the next step.
  case why
  /// Show or hide the pane of the local quadratic model.
  case theory
  /// Show or hide every race with other knobs.
  case atlas
  /// Show or hide every race from another start.
  case basins
  /// Show or hide the data, and what is fitted to them.
  case data
  /// Let updates see another number of rows.
  case batch
  /// Show or hide the paths with many seeds.
  case seeds
  /// Ask the races of the atlas another question.
  case measure
  /// The terrain at an angle, or the map.
  case relief
  /// Change to the next theme.
  case theme
  /// Use the mouse, or leave it to the terminal.
  case mouse
  /// Type a command.
  case line
  /// Write the race to a file.
  case record
  /// Write the race to a file and keep it beside what follows.
  case fork
  /// Write the screen as SVG.
  case picture
  /// Take back a change.
  case undo
  /// Repeat a change that was taken back.
  case redo
  /// Show or hide the keys.
  case help
  /// Draw everything anew.
  case redraw
  /// Stop until the shell continues the program.
  case suspend
  /// End the program.
  case quit
}

/// What the program around the model has to do.
public enum Effect: Sendable, Equatable {
  /// Open a file in place of the race.
  case load(String)
  /// Race a rule that a file describes, in the panel in focus or in one of its own; behind the name stand settings.
  case takeRule(String, adding: Bool)
  /// Write a scene behind a lecture file.
  case appendScene(String)
  /// Write the race to a new file.
  case record
  /// Write the race to a new file and keep it as the one that what follows forks from.
  case fork
  /// Write the picture to a new SVG file: the screen without its bars, or all of it.
  case picture(whole: Bool)
  /// Send the whole screen again.
  case redraw
  /// Stop the process as a shell expects it.
  case suspend
  /// End.
  case quit
}
