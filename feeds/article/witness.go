package article

import "hash/maphash"

// witness is a text from elsewhere, such as JSON-LD's articleBody, that is asked whether it has a line.
type witness struct {
	seed  maphash.Seed
	grams map[uint64]bool
	words int
}

// gramWords is how many words make one unit of comparison.
const gramWords = 4

func newWitness(text string) *witness {
	w := &witness{seed: maphash.MakeSeed(), grams: map[uint64]bool{}}
	words := wordsOf(text)
	w.words = len(words)
	for i := range len(words) - gramWords + 1 {
		w.grams[w.hash(words[i:i+gramWords])] = true
	}
	return w
}

func (w *witness) hash(words []string) uint64 {
	var h maphash.Hash
	h.SetSeed(w.seed)
	for _, x := range words {
		_, _ = h.WriteString(x)
		_ = h.WriteByte(0)
	}
	return h.Sum64()
}

// share is the part of a line, 0 to 1, that the witness has; 0 for lines of fewer than four words.
func (w *witness) share(words []string) float64 {
	if w == nil || len(w.grams) == 0 || len(words) < gramWords {
		return 0
	}
	n, all := 0, 0
	for i := range len(words) - gramWords + 1 {
		all++
		if w.grams[w.hash(words[i:i+gramWords])] {
			n++
		}
	}
	return float64(n) / float64(all)
}
