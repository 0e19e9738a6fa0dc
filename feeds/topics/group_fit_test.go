package topics

import (
	"flag"
	"fmt"
	"math"
	"strings"
	"sync"
	"testing"
)

// The weights in fitted() come from here:
//
//	go test ./feeds/topics -run TestFit -v -timeout 2h -fit FOLDER -rounds 1500
//
// FOLDER holds the labelled sets named in ranked and others. A ridge regression on single comparisons gives the start;
// an evolution strategy then raises what counts, the figures of whole groupings. With -half 0 it learns from one half of
// the stories and shows the other, which it has not seen; without -rounds it shows what the shipped weights reach.
var (
	fitFolder = flag.String("fit", "", "folder of labelled sets: fit the weights of the grouping")
	fitRounds = flag.Int("rounds", 0, "groupings of all sets that the search may try; 0: only show the shipped weights")
	fitOn     = flag.Bool("on", false, "begin the search with the shipped weights instead of a regression")
	fitStep   = flag.Float64("step", .3, "first step of the search, in standardised weights")
	fitHalf   = flag.Int("half", -1, "learn from this half of the stories (0, 1) and show the other; -1: learn from all")
)

const (
	fitRidge    = .001 // price of a squared standardised weight in the search
	fitNoiseP   = .936 // precision that noise must have
	fitNoiseF   = .898 // and BCubed F1
	fitKindsP   = .83  // precision that events of one kind must have
	fitLargestN = 30   // largest group that costs nothing in noise
	fitLargestD = 35   // the same in dense noise
)

func TestFit(t *testing.T) {
	if *fitFolder == "" {
		t.Skip("no -fit folder")
	}
	var seen, unseen []*set
	for _, name := range append(ranked(), others()...) {
		seen = append(seen, loadSet(t, *fitFolder, name, *fitHalf))
		if *fitHalf >= 0 {
			unseen = append(unseen, loadSet(t, *fitFolder, name, 1-*fitHalf))
		}
	}
	show(t, "shipped", seen, fitted())
	if *fitRounds == 0 {
		return
	}
	m := fitted()
	samples := collect(seen[:len(ranked())], m, true)
	if !*fitOn {
		for range 2 {
			m = regress(samples, m)
			samples = append(samples, collect(seen[:len(ranked())], m, false)...)
		}
		m = regress(samples, m)
		show(t, "after the regression: "+m.String(), seen, m)
	}
	m = search(t, seen, m, samples)
	show(t, "after the search: "+m.String(), seen, m)
	if unseen != nil {
		show(t, "stories not learnt from", unseen, m)
	}
}

// String writes a model as it stands in the code.
func (m model) String() string {
	var b strings.Builder
	for i, w := range m.weights {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%.2f", w)
	}
	return fmt.Sprintf("weights: [clues]float64{%s}, bias: %.2f, join: %.2f, mean: %.3f, quorum: %.3f",
		b.String(), m.bias, m.join, m.mean, m.quorum)
}

func show(t testing.TB, what string, sets []*set, m model) {
	t.Log(what)
	b3, pairs, n := 0.0, 0.0, 0.0
	for i, s := range sets {
		s.run(m, false, nil)
		b, p, largest := s.score()
		t.Logf("%-12s BCubed %.3f %.3f %.4f | pairs %.3f %.3f %.4f | largest %d", s.name, b.p, b.r, b.f, p.p, p.r, p.f, largest)
		if i < len(ranked()) {
			b3, pairs, n = b3+b.f, pairs+p.f, n+1
		}
	}
	t.Logf("%-12s BCubed %.4f | pairs %.4f", "mean", b3/n, pairs/n)
}

// goal is what the search raises: the mean of the ranked sets, and the others.
func goal(sets []*set, m model) float64 {
	sets[0].run(m, false, nil)
	var both sync.WaitGroup
	for k := range 2 { // the two noises take as long as the rest
		both.Go(func() {
			for i, s := range sets[1:] {
				if (i >= len(ranked())) == (k == 1) {
					s.run(m, false, nil)
				}
			}
		})
	}
	both.Wait()
	sum := 0.0
	for _, s := range sets {
		b, p, largest := s.score()
		switch s.name {
		case "noise":
			sum += .5*(b.f+p.f) - 2*max(0, fitNoiseP-b.p) - 2*max(0, fitNoiseF-b.f) -
				.01*max(0, float64(largest-fitLargestN))
		case "dense":
			sum += .2*(b.f+p.f) - .01*max(0, float64(largest-fitLargestD))
		case "ecb dated":
			sum += .25*(b.f+p.f) - max(0, fitKindsP-b.p)
		default:
			sum += (b.f + p.f) / float64(len(ranked()))
		}
	}
	return sum
}

type vector = [clues]float64

// sample is one comparison: y is the share of the story that tells of the report's event.
type sample struct {
	x    vector
	y, w float64
}

// collect gathers the comparisons of all sets, each set with the same weight.
func collect(sets []*set, m model, gold bool) []sample {
	var all []sample
	for _, s := range sets {
		weight := 3000 / float64(len(s.entries))
		s.run(m, gold, func(e *entry, js []judged) {
			for _, j := range js {
				same := 0
				for _, other := range j.story.members {
					if s.truth[other] == s.truth[e] {
						same++
					}
				}
				x := sample{y: float64(same) / float64(len(j.story.members)), w: weight}
				for i, c := range j.clues {
					x.x[i] = float64(c)
				}
				all = append(all, x)
			}
		})
	}
	return all
}

// spread returns mean and standard deviation of the clues.
func spread(samples []sample) (mean, sd vector) {
	n := float64(len(samples))
	for _, s := range samples {
		for i, v := range s.x {
			mean[i] += v / n
		}
	}
	for _, s := range samples {
		for i, v := range s.x {
			sd[i] += (v - mean[i]) * (v - mean[i]) / n
		}
	}
	for i := range sd {
		sd[i] = math.Sqrt(sd[i]) + 1e-3
	}
	return mean, sd
}

// standard turns weights of standardised clues and a bias into a model; raw is the reverse.
func standard(x []float64, mean, sd vector) (weights vector, bias float64) {
	bias = x[clues]
	for i := range weights {
		weights[i] = x[i] / sd[i]
		bias -= x[i] * mean[i] / sd[i]
	}
	return weights, bias
}

func raw(m model, mean, sd vector) []float64 {
	x := make([]float64, clues+1)
	x[clues] = m.bias - math.Log(m.join/(1-m.join))
	for i, w := range m.weights {
		x[i] = w * sd[i]
		x[clues] += w * mean[i]
	}
	return x
}

// regress fits the weights by logistic regression with a ridge, in Newton's steps.
func regress(samples []sample, m model) model {
	const n = int(clues) + 1
	mean, sd := spread(samples)
	w := make([]float64, n)
	for range 12 {
		grad, h := make([]float64, n), make([][]float64, n)
		for i := range h {
			h[i] = make([]float64, n)
			if i < n-1 {
				grad[i], h[i][i] = w[i], 1
			}
		}
		for _, s := range samples {
			x := make([]float64, n)
			x[n-1] = 1
			z := w[n-1]
			for i, v := range s.x {
				x[i] = (v - mean[i]) / sd[i]
				z += w[i] * x[i]
			}
			p := 1 / (1 + math.Exp(-z))
			for i := range x {
				grad[i] += s.w * (p - s.y) * x[i]
				for j := range x {
					h[i][j] += s.w * p * (1 - p) * x[i] * x[j]
				}
			}
		}
		for i, d := range solve(h, grad) {
			w[i] -= d
		}
	}
	m.weights, m.bias = standard(w, mean, sd)
	m.join = .5
	return m
}

// search raises the goal by an evolution strategy over the standardised weights, the bias and the two guards.
func search(t testing.TB, sets []*set, from model, samples []sample) model {
	mean, sd := spread(samples)
	start := append(raw(from, mean, sd), 0, 0)
	build := func(x []float64) model {
		m := model{join: .5, mean: max(0, from.mean+.05*x[clues+1]), quorum: max(0, from.quorum+.05*x[clues+2])}
		m.weights, m.bias = standard(x, mean, sd)
		return m
	}
	asked, top := 0, math.Inf(-1)
	best, _ := cmaes(start, *fitStep, *fitRounds, func(x []float64) float64 {
		price := 0.0
		for i, v := range x {
			if i != int(clues) {
				price += fitRidge * v * v
			}
		}
		got := goal(sets, build(x)) - price
		if asked++; got > top {
			top = got
			t.Logf("%d: %.4f %v", asked, got, build(x))
		}
		return -got
	})
	return build(best)
}
