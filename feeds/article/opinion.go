package article

import "math"

// opinion is what the first judge thinks of every block, added up so that the second one can ask quickly.
type opinion struct {
	p            []float64
	sum, weight  []float64 // of p × words and of words, over the blocks before
	kept         []float64 // words of the blocks before that are likely
	before, next []int     // distance to the next likely block, up to 60
}

func newOpinion(v *view, p []float64) *opinion {
	n := len(p)
	o := &opinion{p, make([]float64, n+1), make([]float64, n+1), make([]float64, n+1), make([]int, n), make([]int, n)}
	last := -60
	for i, q := range p {
		w := float64(v.blocks[i].words)
		o.sum[i+1], o.weight[i+1], o.kept[i+1] = o.sum[i]+q*(w+1), o.weight[i]+w+1, o.kept[i]
		o.before[i] = min(60, i-last)
		if q > 0.5 {
			o.kept[i+1] += w
			last = i
		}
	}
	last = n + 60
	for i := n - 1; i >= 0; i-- {
		o.next[i] = min(60, last-i)
		if p[i] > 0.5 {
			last = i
		}
	}
	return o
}

// context writes what the second judge asks about block i: what the first one thinks of it and its surroundings.
func (v *view) context(o *opinion, i int, x []float32) []float32 {
	b := v.blocks[i]
	for d := -4; d <= 4; d++ {
		if j := i + d; j >= 0 && j < len(o.p) {
			x = append(x, float32(o.p[j]))
		} else {
			x = append(x, -1)
		}
	}
	words, n := -1, 0
	for e := b.in; e != nil && n < 4; e = e.up {
		if e.words == words {
			continue
		}
		words = e.words
		n++
		own := float64(b.words) + 1
		all := o.weight[e.last] - o.weight[e.first] - own
		x = append(x, float32((o.sum[e.last]-o.sum[e.first]-o.p[i]*own)/(all+1e-3)))
	}
	for ; n < 4; n++ {
		x = append(x, -1)
	}
	total := o.kept[len(o.p)]
	return append(x, float32(o.kept[i]/(total+1)), float32((total-o.kept[i+1])/(total+1)), float32(math.Log1p(total)),
		float32(o.before[i]), float32(o.next[i]))
}
