import Surfaces
import Landscapes
import Foundation
for s in Shipped.all {
  let f = try! Formula(s.formula, parameters: Set(s.parameters.keys))
  print(s.name, f.text, f.gradientText?.x ?? "-", s.minima.count)
  let l = try! s.landscape()
  let p = s.start, h = 1e-5
  let g = l.sample(at: p).gradient
  let nx = (l.value(at: p + [h,0]) - l.value(at: p - [h,0]))/(2*h), ny = (l.value(at: p + [0,h]) - l.value(at: p - [0,h]))/(2*h)
  print("   ", g, nx, ny, l.hessian(at: p))
}
for bad in ["sin x", "sin^2(x)", "xy", "2 3", "(x", "x)", "", "x +", "x ** 2", "1e999", "ln(x)", "foo + 1", "2..3", "hypot(x)", "x²"] {
  do { _ = try Formula(bad); print("OK?", bad) } catch { print(error) }
}
let r = try! Shipped.named("rosenbrock")!.landscape()
let t0 = Date()
var acc = 0.0
for i in 0..<1_000_000 { acc += r.sample(at: [Double(i)*1e-6, 1]).gradient.x }
print("scalar ns", Date().timeIntervalSince(t0)*1e3, acc)
let t1 = Date()
let f = r.field(over: View(x: -2...2, y: -1...3), columns: 1000, rows: 1000)
print("field ns/pt", Date().timeIntervalSince(t1)*1e3, f[5])
