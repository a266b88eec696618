extension Theme {
  /// All themes; the first is the default.
  public static let all: [Theme] = [night, day, viridis, cividis, grey]

  private static func colors(_ values: [UInt32]) -> [RGB] { values.map { RGB(hex: $0) } }

  /// The dark greys of the xterm palette.
  ///
  /// Its other dark colours lie so far apart that terrain in them is a patchwork. The hue of a theme is in
  /// its contour lines.
  private static let greys = Array(232...239)

  /// One dark hue for the terrain, bright trails.
  public static let night = Theme(
    name: "night",
    terrain: colors([0x0B0E2C, 0x141B47, 0x1A2E60, 0x1C4570, 0x225C77, 0x2E6F7C, 0x3A7C80]),
    indexedTerrain: greys, indexedHalo: 16,
    indexedRelief: [
      [18, 18, 25, 25, 31, 31, 67, 67, 73, 73], [17, 18, 18, 24, 24, 31, 31, 30, 30, 66],
      [17, 17, 17, 18, 24, 24, 24, 23, 23, 30], [16, 16, 17, 17, 17, 17, 18, 18, 23, 23],
    ],
    indexedContours: Array(repeating: 24, count: 10),
    // Eight that the common kinds of colour blindness keep apart, found by search.
    trails: colors([
      0xF1BA68, 0xD5FCBC, 0xFF81B7, 0xA6DAFF, 0xFFF409, 0xB799FF, 0xC7B89E, 0xF6F6F8,
    ]), indexedTrails: [222, 194, 175, 117, 226, 72, 142, 252],
    background: RGB(hex: 0x101116), bar: RGB(hex: 0x22242F), focusBar: RGB(hex: 0x363B52),
    text: RGB(hex: 0xD8DAE0), strong: RGB(hex: 0xFFFFFF), dim: RGB(hex: 0x9A9FAD),
    faint: RGB(hex: 0x5A5F6E), warning: RGB(hex: 0xFF7B72), arrows: arrowColors,
    heats: colors([
      0xFCF6B5, 0xFACB65, 0xF29B4B, 0xDF6E5A, 0xB94E73, 0x8B3E80, 0x5E3382, 0x3A2A66,
    ]), tones: colors([0x262A35, 0x1E3034, 0x1B1416]),
    places: colors([
      0x4FA3D8, 0xE0A13C, 0x5FBF7F, 0xC77BC0, 0xD9705F, 0x9AA84A, 0x7C86E0, 0x9A8878,
    ]),
    indexedHeats: IndexedHeats(
      levels: [230, 222, 215, 209, 203, 168, 132, 96, 60], tones: [238, 23, 234],
      places: [74, 179, 71, 176, 167, 143, 104, 137], latePlaces: [24, 94, 22, 53, 88, 58, 61, 95]),
    mark: RGB(hex: 0xFFFFFF), line: RGB(hex: 0x74BCD0), haze: RGB(0, 0, 0), fade: 0.22, sheen: 0.34)

  private static let arrowColors = colors([
    0xFF5A4D, 0x35D6E0, 0xFF9433, 0x4FA9FF, 0x8E97A8, 0xE85CFF, 0x3BE36B, 0x7C86F5,
  ])

  /// For bright rooms and for print: pale terrain, dark trails.
  public static let day = Theme(
    name: "day",
    terrain: colors([0xFFFFFF, 0xEEF3F6, 0xDDE7EC, 0xCCDAE1, 0xBCCDD5, 0xAFC2CB]),
    indexedTerrain: [231, 255, 254, 253, 252, 251], indexedHalo: 231,
    indexedRelief: [
      Array(repeating: 231, count: 10), [255, 255, 255, 254, 254, 254, 253, 253, 253, 253],
      [252, 252, 252, 251, 251, 251, 250, 250, 250, 250], Array(repeating: 247, count: 10),
    ],
    indexedContours: [250, 250, 249, 249, 248, 248, 247, 247, 246, 246],
    trails: colors([
      0x683100, 0x174F3A, 0xAE0E50, 0x1856AB, 0x786300, 0x3A1083, 0x341805, 0x1C1E21,
    ]), indexedTrails: [52, 58, 95, 27, 237, 55, 60, 232],
    background: RGB(hex: 0xFFFFFF), bar: RGB(hex: 0xE4E7EC), focusBar: RGB(hex: 0xC9D3E6),
    text: RGB(hex: 0x22262E), strong: RGB(hex: 0x000000), dim: RGB(hex: 0x555B66),
    faint: RGB(hex: 0xA0A6B0), warning: RGB(hex: 0xB00020),
    arrows: colors([
      0xD61F16, 0x00788C, 0xB34D00, 0x0074BE, 0x667080, 0xA32BC0, 0x147A24, 0x6054C4,
    ]),
    heats: colors([
      0x2E0B45, 0x56196A, 0x85246B, 0xB43A5E, 0xDA6149, 0xF0923F, 0xF7C16D, 0xFBE6B4,
    ]), tones: colors([0xE3E6EA, 0xD5E2E0, 0xF3ECEC]),
    places: colors([
      0x1F6FA8, 0xA86A00, 0x2E7D4A, 0x8A3E86, 0xA83A2C, 0x646F12, 0x4650B0, 0x6B5A4C,
    ]),
    indexedHeats: IndexedHeats(
      levels: [53, 54, 89, 125, 161, 167, 209, 216, 223], tones: [254, 152, 224],
      places: [25, 130, 29, 90, 124, 58, 61, 95],
      latePlaces: [110, 180, 108, 139, 174, 144, 146, 138]),
    mark: RGB(hex: 0x000000), line: RGB(hex: 0x5E8296), haze: RGB(255, 255, 255), fade: 0.105,
    sheen: 0.11)

  /// The terrain of viridis, dimmed until trails stand out.
  public static let viridis = derived(
    "viridis", terrain: [0x2A0135, 0x2A1E4E, 0x213857, 0x184D57, 0x136150, 0x2D6B3A],
    contours: 23,
    relief: [
      [54, 54, 54, 60, 60, 30, 30, 29, 71, 71], [53, 53, 54, 60, 24, 24, 23, 29, 29, 65],
      [53, 53, 17, 17, 17, 23, 23, 22, 22, 22], [16, 16, 16, 17, 17, 17, 235, 235, 22, 22],
    ])

  /// The terrain of cividis, dimmed.
  public static let cividis = derived(
    "cividis", terrain: [0x00153A, 0x1B2A4A, 0x333A4A, 0x454540, 0x58532F, 0x665E22],
    contours: 58,
    relief: [
      [18, 18, 60, 60, 102, 102, 101, 101, 143, 143], [17, 18, 17, 59, 59, 59, 101, 101, 101, 101],
      [17, 17, 17, 237, 237, 238, 238, 58, 58, 58], [16, 16, 233, 233, 234, 234, 235, 235, 58, 58],
    ])

  /// No hue at all beneath the trails.
  public static let grey = derived(
    "grey", terrain: [0x141414, 0x222222, 0x303030, 0x3E3E3E, 0x4A4A4A, 0x545454],
    contours: 242,
    relief: (0..<4).map { shade in (0..<10).map { max(232, 239 + $0 - 3 * shade) } })

  /// The night theme with another terrain.
  private static func derived(
    _ name: String, terrain: [UInt32], contours: Int, relief: [[Int]]
  ) -> Theme {
    var theme = night
    theme.name = name
    theme.terrain = colors(terrain)
    theme.indexedRelief = relief
    theme.indexedContours = Array(repeating: contours, count: 10)
    theme.line = night.dim
    return theme
  }
}
