import Foundation

@testable import Drawing

/// How colours look to the common kinds of colour blindness, and how far apart they are.
///
/// Simulation by Machado, Oliveira and Fernandes, doi:10.1109/TVCG.2009.113, at full severity; distance
/// by CIEDE2000, Sharma, Wu and Dalal, doi:10.1002/col.20070.
enum ColorVision: CaseIterable {
  case usual, deuteranopia, protanopia, tritanopia

  private var matrix: [[Double]] {
    switch self {
    case .usual: return [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .deuteranopia:
      return [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]
    case .protanopia:
      return [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]
    case .tritanopia:
      return [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
      ]
    }
  }

  /// Lightness, green to red, blue to yellow, as CIELAB under D65.
  func lab(_ color: RGB) -> SIMD3<Double> {
    func linear(_ channel: Double) -> Double {
      let share = channel / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    let light = [linear(color.red), linear(color.green), linear(color.blue)]
    func times(_ rows: [[Double]], _ vector: [Double]) -> [Double] {
      rows.map { zip($0, vector).map(*).reduce(0, +) }
    }
    let seen = times(matrix, light).map { min(max($0, 0), 1) }
    let xyz = times(
      [
        [0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
      ], seen)
    let roots = zip(xyz, [0.95047, 1, 1.08883]).map { value, white -> Double in
      let share = value / white
      return share > 0.008856 ? cbrt(share) : 7.787 * share + 16.0 / 116
    }
    return SIMD3(
      116 * roots[1] - 16, 500 * (roots[0] - roots[1]), 200 * (roots[1] - roots[2]))
  }

  /// How different two colours look.
  func difference(_ a: RGB, _ b: RGB) -> Double { ColorVision.ciede2000(lab(a), lab(b)) }

  static func ciede2000(_ first: SIMD3<Double>, _ second: SIMD3<Double>) -> Double {
    func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
    func seventh(_ chroma: Double) -> Double {
      (pow(chroma, 7) / (pow(chroma, 7) + pow(25, 7))).squareRoot()
    }
    let mean = (hypot(first.y, first.z) + hypot(second.y, second.z)) / 2
    let stretch = 1 + 0.5 * (1 - seventh(mean))
    let (a1, a2) = (first.y * stretch, second.y * stretch)
    let (c1, c2) = (hypot(a1, first.z), hypot(a2, second.z))
    func hue(_ a: Double, _ b: Double) -> Double {
      let angle = atan2(b, a) * 180 / .pi
      return angle < 0 ? angle + 360 : angle
    }
    let (h1, h2) = (hue(a1, first.z), hue(a2, second.z))
    var turn = c1 * c2 == 0 ? 0 : h2 - h1
    if turn > 180 { turn -= 360 } else if turn < -180 { turn += 360 }
    let lightness = second.x - first.x
    let chroma = c2 - c1
    let hueStep = 2 * (c1 * c2).squareRoot() * sin(radians(turn / 2))
    let meanLightness = (first.x + second.x) / 2
    let meanChroma = (c1 + c2) / 2
    var meanHue = h1 + h2
    if c1 * c2 != 0 {
      meanHue /= 2
      if abs(h1 - h2) > 180 { meanHue += h1 + h2 < 360 ? 180 : -180 }
    }
    let weight =
      1 - 0.17 * cos(radians(meanHue - 30)) + 0.24 * cos(radians(2 * meanHue))
      + 0.32 * cos(radians(3 * meanHue + 6)) - 0.2 * cos(radians(4 * meanHue - 63))
    let rotation = 30 * exp(-pow((meanHue - 275) / 25, 2))
    let square = pow(meanLightness - 50, 2)
    let sl = 1 + 0.015 * square / (20 + square).squareRoot()
    let sc = 1 + 0.045 * meanChroma
    let sh = 1 + 0.015 * meanChroma * weight
    let rt = -sin(radians(2 * rotation)) * 2 * seventh(meanChroma)
    let (l, c, h) = (lightness / sl, chroma / sc, hueStep / sh)
    return (l * l + c * c + h * h + rt * c * h).squareRoot()
  }
}
