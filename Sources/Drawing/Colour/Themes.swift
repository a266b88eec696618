extension Theme {
  /// All themes; the first is the default.
  public static let all: [Theme] = [night, day, viridis, cividis, grey]

  private static func colors(_ values: [UInt32]) -> [RGB] { values.map { RGB(hex: $0) } }

  /// Trails that the common kinds of colour blindness keep apart, after Okabe and Ito.
  private static let safeTrails = colors([
    0xFFB733, 0x7CC8F5, 0x4FD6A8, 0xF5EC6A, 0x9DB8FF, 0xFFA06B, 0xF5B3D6, 0xFFFFFF,
  ])

  /// One dark hue for the terrain, bright trails.
  public static let night = Theme(
    name: "night",
    terrain: colors([0x17173F, 0x182650, 0x18365C, 0x1A4763, 0x225566, 0x2C6068]),
    indexedTerrain: [17, 17, 17, 24, 24, 24, 24, 23, 23, 23],
    indexedRelief: [
      [18, 18, 25, 25, 31, 31, 67, 67, 73, 73], [17, 18, 18, 24, 24, 31, 31, 30, 30, 66],
      [17, 17, 17, 18, 24, 24, 24, 23, 23, 30], [16, 16, 17, 17, 17, 17, 18, 18, 23, 23],
    ],
    indexedContours: [60, 60, 60, 31, 31, 31, 31, 30, 30, 30],
    trails: colors([
      0xFFB84D, 0xC4F5B0, 0xFFA3C4, 0x8CCBFF, 0xFFE98A, 0xD3B5FF, 0xFF9E6B, 0xF2F2F2,
    ]),
    background: RGB(hex: 0x101116), bar: RGB(hex: 0x22242F), focusBar: RGB(hex: 0x363B52),
    text: RGB(hex: 0xD8DAE0), strong: RGB(hex: 0xFFFFFF), dim: RGB(hex: 0x9A9FAD),
    faint: RGB(hex: 0x5A5F6E), warning: RGB(hex: 0xFF7B72), arrows: arrowColors,
    mark: RGB(hex: 0xFFFFFF), haze: RGB(hex: 0x8A93A0))

  private static let arrowColors = colors([
    0xFF6B5E, 0xE0B072, 0xFF8A70, 0xB5F0A5, 0xB9C2D0, 0xC9B8F0, 0x7BEF7E, 0x7FA8FF,
  ])

  /// For bright rooms and for print: pale terrain, dark trails.
  public static let day = Theme(
    name: "day",
    terrain: colors([0xFFFFFF, 0xEEF3F6, 0xDDE7EC, 0xCCDAE1, 0xBCCDD5, 0xAFC2CB]),
    indexedTerrain: [231, 231, 255, 255, 254, 254, 253, 253, 252, 252],
    indexedRelief: [
      Array(repeating: 231, count: 10), [255, 255, 255, 254, 254, 254, 253, 253, 253, 253],
      [252, 252, 252, 251, 251, 251, 250, 250, 250, 250], Array(repeating: 247, count: 10),
    ],
    indexedContours: [250, 250, 249, 249, 248, 248, 247, 247, 246, 246],
    trails: colors([
      0x8A4300, 0x0B5D1E, 0xA0104F, 0x0B4F9E, 0x6B5900, 0x5B2DA0, 0x9C2A00, 0x222222,
    ]),
    background: RGB(hex: 0xFFFFFF), bar: RGB(hex: 0xE4E7EC), focusBar: RGB(hex: 0xC9D3E6),
    text: RGB(hex: 0x22262E), strong: RGB(hex: 0x000000), dim: RGB(hex: 0x555B66),
    faint: RGB(hex: 0xA0A6B0), warning: RGB(hex: 0xB00020),
    arrows: colors([
      0xC01515, 0x8A5A12, 0xB04020, 0x226B18, 0x4A5362, 0x5E45A0, 0x0B7A1B, 0x1F4FC0,
    ]),
    mark: RGB(hex: 0x000000), haze: RGB(hex: 0x6A7078))

  /// The terrain of viridis, dimmed until trails stand out.
  public static let viridis = derived(
    "viridis", terrain: [0x2A0135, 0x2A1E4E, 0x213857, 0x184D57, 0x136150, 0x2D6B3A],
    indexed: [53, 53, 17, 17, 17, 23, 23, 23, 22, 22],
    relief: [
      [54, 54, 54, 60, 60, 30, 30, 29, 71, 71], [53, 53, 54, 60, 24, 24, 23, 29, 29, 65],
      [53, 53, 17, 17, 17, 23, 23, 22, 22, 22], [16, 16, 16, 17, 17, 17, 235, 235, 22, 22],
    ])

  /// The terrain of cividis, dimmed; with trails that colour-blind eyes keep apart.
  public static let cividis = derived(
    "cividis", terrain: [0x00153A, 0x1B2A4A, 0x333A4A, 0x454540, 0x58532F, 0x665E22],
    indexed: [17, 17, 17, 236, 236, 237, 237, 58, 58, 58],
    relief: [
      [18, 18, 60, 60, 102, 102, 101, 101, 143, 143], [17, 18, 17, 59, 59, 59, 101, 101, 101, 101],
      [17, 17, 17, 237, 237, 238, 238, 58, 58, 58], [16, 16, 233, 233, 234, 234, 235, 235, 58, 58],
    ], trails: safeTrails)

  /// No hue at all beneath the trails.
  public static let grey = derived(
    "grey", terrain: [0x141414, 0x222222, 0x303030, 0x3E3E3E, 0x4A4A4A, 0x545454],
    indexed: [233, 234, 235, 236, 237, 238, 238, 239, 239, 240],
    relief: (0..<4).map { shade in (0..<10).map { max(232, 239 + $0 - 3 * shade) } },
    trails: safeTrails)

  /// The night theme with another terrain.
  private static func derived(
    _ name: String, terrain: [UInt32], indexed: [Int], relief: [[Int]], trails: [RGB]? = nil
  ) -> Theme {
    var theme = night
    theme.name = name
    theme.terrain = colors(terrain)
    theme.indexedTerrain = indexed
    theme.indexedRelief = relief
    theme.indexedContours = Array(repeating: 242, count: 10)
    if let trails { theme.trails = trails }
    return theme
  }
}
