/// What a tile of a heat map tells, as far as its colour goes.
public enum Heat: Hashable, Sendable {
  /// A value, from 0 for the best to `Heat.levels` − 1.
  case level(UInt8)
  /// One of several places, and how late it is reached: 0 soon to `Heat.shades` − 1.
  case place(UInt8, shade: UInt8)
  /// No value, since it was not reached.
  case unreached
  /// No value: outside of what is shown.
  case left
  /// No value: not finite.
  case diverged
  /// Not known yet.
  case waiting

  /// How many values are told apart.
  public static let levels = 24
  /// How many shades of a place are told apart.
  public static let shades = 5
}

/// The xterm colours of a heat map.
public struct IndexedHeats: Sendable, Equatable {
  /// From the best value to the worst.
  var levels: [Int]
  /// Tiles without a value: not reached, outside, not finite.
  var tones: [Int]
  /// The places at which races end, reached soon.
  var places: [Int]
  /// The same, reached late.
  var latePlaces: [Int]

  /// The colour of a tile; nil for one that is not known yet.
  func index(of heat: Heat) -> Int? {
    switch heat {
    case .level(let level): return levels[Int(level) * levels.count / Heat.levels]
    case .place(let index, let shade):
      let list = Int(shade) * 2 < Heat.shades ? places : latePlaces
      return list[Int(index) % list.count]
    case .unreached: return tones[0]
    case .left: return tones[1]
    case .diverged: return tones[2]
    case .waiting: return nil
    }
  }
}

extension Theme {
  /// The colour of a tile.
  func color(of heat: Heat) -> RGB {
    switch heat {
    case .level(let level):
      return Theme.between(heats, Double(level) / Double(Heat.levels - 1))
    case .place(let index, let shade):
      let share = 0.68 * Double(shade) / Double(Heat.shades - 1)
      return places[Int(index) % places.count].mixed(with: background, 0.18 + share)
    case .unreached: return tones[0]
    case .left: return tones[1]
    case .diverged: return tones[2]
    case .waiting: return background
    }
  }

  /// A colour between those of a list, 0 for the first and 1 for the last.
  static func between(_ colors: [RGB], _ share: Double) -> RGB {
    let place = min(max(share, 0), 1) * Double(colors.count - 1)
    let index = min(Int(place), colors.count - 2)
    return colors[index].mixed(with: colors[index + 1], place - Double(index))
  }
}
