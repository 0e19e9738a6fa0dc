package topics

import (
	"math"
	"math/rand/v2"
	"slices"
)

// cmaes lowers f from x by the covariance matrix adaptation of N. Hansen (arXiv:1604.00772), with separate rank-one and
// rank-mu updates and a Cholesky factor in place of eigenvectors. It asks f about rounds times.
func cmaes(x []float64, sigma float64, rounds int, f func([]float64) float64) ([]float64, float64) {
	n := len(x)
	fn := float64(n)
	rng := rand.New(rand.NewPCG(1, 2))
	lambda := 4 + int(3*math.Log(fn))
	mu := lambda / 2
	w := make([]float64, mu)
	sum, sq := 0.0, 0.0
	for i := range w {
		w[i] = math.Log(float64(mu)+.5) - math.Log(float64(i+1))
		sum += w[i]
	}
	for i := range w {
		w[i] /= sum
		sq += w[i] * w[i]
	}
	mueff := 1 / sq
	cc := (4 + mueff/fn) / (fn + 4 + 2*mueff/fn)
	cs := (mueff + 2) / (fn + mueff + 5)
	c1 := 2 / ((fn+1.3)*(fn+1.3) + mueff)
	cmu := min(1-c1, 2*(mueff-2+1/mueff)/((fn+2)*(fn+2)+mueff))
	damps := 1 + 2*max(0, math.Sqrt((mueff-1)/(fn+1))-1) + cs
	chi := math.Sqrt(fn) * (1 - 1/(4*fn) + 1/(21*fn*fn))
	pc, ps := make([]float64, n), make([]float64, n)
	c := make([][]float64, n)
	for i := range c {
		c[i] = make([]float64, n)
		c[i][i] = 1
	}
	type one struct {
		z, y, x []float64
		f       float64
	}
	best, bestF := slices.Clone(x), f(x)
	for asked := 1; asked < rounds; {
		l := cholesky(c)
		pop := make([]one, lambda)
		for k := range pop {
			o := one{z: make([]float64, n), y: make([]float64, n), x: make([]float64, n)}
			for i := range o.z {
				o.z[i] = rng.NormFloat64()
			}
			for i := range n {
				for j := 0; j <= i; j++ {
					o.y[i] += l[i][j] * o.z[j]
				}
				o.x[i] = x[i] + sigma*o.y[i]
			}
			o.f = f(o.x)
			asked++
			if o.f < bestF {
				best, bestF = slices.Clone(o.x), o.f
			}
			pop[k] = o
		}
		slices.SortStableFunc(pop, func(a, b one) int {
			switch {
			case a.f < b.f:
				return -1
			case a.f > b.f:
				return 1
			}
			return 0
		})
		y, z := make([]float64, n), make([]float64, n)
		for k := range mu {
			for i := range n {
				y[i] += w[k] * pop[k].y[i]
				z[i] += w[k] * pop[k].z[i]
			}
		}
		norm := 0.0
		for i := range n {
			x[i] += sigma * y[i]
			ps[i] = (1-cs)*ps[i] + math.Sqrt(cs*(2-cs)*mueff)*z[i]
			norm += ps[i] * ps[i]
		}
		norm = math.Sqrt(norm)
		for i := range n {
			pc[i] = (1-cc)*pc[i] + math.Sqrt(cc*(2-cc)*mueff)*y[i]
		}
		for i := range n {
			for j := range n {
				rank := 0.0
				for k := range mu {
					rank += w[k] * pop[k].y[i] * pop[k].y[j]
				}
				c[i][j] = (1-c1-cmu)*c[i][j] + c1*pc[i]*pc[j] + cmu*rank
			}
		}
		sigma *= math.Exp((cs / damps) * (norm/chi - 1))
	}
	return best, bestF
}

// cholesky returns the lower triangle whose square is c.
func cholesky(c [][]float64) [][]float64 {
	n := len(c)
	l := make([][]float64, n)
	for i := range n {
		l[i] = make([]float64, n)
		for j := 0; j <= i; j++ {
			s := c[i][j]
			for k := range j {
				s -= l[i][k] * l[j][k]
			}
			if i == j {
				l[i][j] = math.Sqrt(max(s, 1e-12))
				continue
			}
			l[i][j] = s / l[j][j]
		}
	}
	return l
}

// solve returns x with h·x = b, for a symmetric positive h.
func solve(h [][]float64, b []float64) []float64 {
	l := cholesky(h)
	n := len(b)
	x := slices.Clone(b)
	for i := range n {
		for k := range i {
			x[i] -= l[i][k] * x[k]
		}
		x[i] /= l[i][i]
	}
	for i := n - 1; i >= 0; i-- {
		for k := i + 1; k < n; k++ {
			x[i] -= l[k][i] * x[k]
		}
		x[i] /= l[i][i]
	}
	return x
}
