import Surfaces
import Landscapes
for s in Shipped.all { print(s.name, s.minima) }
print(Shipped.stems.count, Shipped.all.count)
