/// Where in the steps the screen stands, and how it moves through them.
public struct Playback: Sendable, Equatable {
  /// The step that is shown; the fraction is how far the next segment has grown.
  public var playhead = 0.0
  /// Whether the playhead moves by itself.
  public var isPlaying = true
  /// How fast it moves, as a multiple of the usual pace.
  public var speed = 1.0

  /// The playback as a race opens.
  public init() {}

  /// The step that is shown.
  public var step: Int { Int(playhead) }

  /// Steps a second at a step: most of a path is walked in its first steps, so playing starts
  /// slowly.
  public static func pace(at step: Double) -> Double {
    step < 30 ? 6 : step < 90 ? 15 : 60
  }

  /// Plays, from the start where the end was reached, or pauses.
  mutating func toggle(end: Int) {
    if !isPlaying, playhead >= Double(end) { playhead = 0 }
    isPlaying.toggle()
  }

  /// Pauses at a step.
  public mutating func stop(at step: Int, end: Int) {
    isPlaying = false
    playhead = Double(min(max(0, step), end))
  }

  /// Pauses some whole steps on or back.
  mutating func move(by count: Int, end: Int) {
    let whole = count < 0 ? playhead.rounded(.up) : playhead.rounded(.down)
    stop(at: Int(whole) + count, end: end)
  }

  /// Plays at a speed, within what can be followed.
  mutating func play(at speed: Double) {
    self.speed = min(max(speed, 0.125), 32)
  }

  /// Keeps the playhead within a race that became shorter.
  mutating func clamp(to end: Int) { playhead = min(playhead, Double(end)) }

  /// Lets time pass while playing.
  ///
  /// - Parameters:
  ///   - seconds: since the last call; a slow line loses frames, not steps.
  ///   - reach: the last step that is computed; what is not there cannot be played.
  ///   - end: the last step of the race.
  mutating func pass(seconds: Double, reach: Int, end: Int) {
    guard isPlaying else { return }
    var left = max(0, seconds) * speed
    let last = Double(min(end, reach))
    while left > 0, playhead < last {
      let pace = Playback.pace(at: playhead)
      let next: Double = playhead < 30 ? 30 : playhead < 90 ? 90 : last
      let needed = (min(next, last) - playhead) / pace
      if needed > left {
        playhead += left * pace
        left = 0
      } else {
        playhead = min(next, last)
        left -= needed
      }
    }
    if playhead >= Double(end) { isPlaying = false }
  }
}
