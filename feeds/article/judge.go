package article

import (
	_ "embed"
	"sync"
)

// The model of the judge: two forests, trained by TestTrain on pages that are not part of this repository. The second
// one sees what the first one thinks of the neighbourhood; the mean of both counts.
//
//go:embed judge.model
var judgeModel []byte

var judges = sync.OnceValues(func() ([]*forest, error) { return readForests(judgeModel) })

// judge sets the probability of every block.
func (v *view) judge() {
	fs, err := judges()
	if err != nil || len(fs) < 2 || len(v.blocks) > 0 && len(v.features(0,
		nil)) != fs[0].features { // no model that fits: the adviser alone
		for _, b := range v.blocks {
			b.p = 0
			if b.advice {
				b.p = 0.9
			}
		}
		return
	}
	for i, p := range v.judgeWith(fs) {
		v.blocks[i].p = p
	}
}

func (v *view) judgeWith(fs []*forest) []float64 {
	p := make([]float64, len(v.blocks))
	xs := make([]float32, 0, len(v.blocks)*fs[0].features)
	for i := range v.blocks {
		from := len(xs)
		xs = v.features(i, xs)
		p[i] = sigmoid(fs[0].margin(xs[from:]))
	}
	width := fs[0].features
	out := make([]float64, len(p))
	o := newOpinion(v, p)
	x := make([]float32, 0, fs[1].features)
	for i := range v.blocks {
		x = append(x[:0], xs[i*width:(i+1)*width]...)
		x = v.context(o, i, x)
		out[i] = (p[i] + sigmoid(fs[1].margin(x))) / 2
	}
	return out
}
