package article

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"io"
	"math"
)

// forest is a sum of decision trees: a block's features in, the log odds that it belongs to the story out.
//
// Written, it is a deflated stream of little-endian numbers: number of features, trees; per tree the number of nodes; per
// node the feature (uint8; 255: a leaf) and a float32, the threshold or the leaf's value. Nodes are in depth-first order,
// the branch for "at most the threshold" first; the other one starts at the uint16 that follows the threshold.
type forest struct {
	features int
	trees    [][]node
}

type node struct {
	feature uint8
	right   uint16
	value   float32
}

const leaf = 255

// margin returns the log odds for features x.
func (f *forest) margin(x []float32) float64 {
	sum := 0.0
	for _, t := range f.trees {
		i := 0
		for t[i].feature != leaf {
			if x[t[i].feature] <= t[i].value {
				i++
			} else {
				i = int(t[i].right)
			}
		}
		sum += float64(t[i].value)
	}
	return sum
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

var errForest = errors.New("judge model is damaged")

// readForests reads the forests of a model file, one after the other.
func readForests(data []byte) ([]*forest, error) {
	raw, err := io.ReadAll(flate.NewReader(bytes.NewReader(data)))
	if err != nil {
		return nil, err
	}
	r := bytes.NewReader(raw)
	var out []*forest
	for r.Len() > 0 {
		var head struct{ Features, Trees uint16 }
		if binary.Read(r, binary.LittleEndian, &head) != nil {
			return nil, errForest
		}
		f := &forest{features: int(head.Features)}
		for range head.Trees {
			t, err := readTree(r, f.features)
			if err != nil {
				return nil, err
			}
			f.trees = append(f.trees, t)
		}
		out = append(out, f)
	}
	return out, nil
}

func readTree(r *bytes.Reader, features int) ([]node, error) {
	var b [4]byte
	if _, err := io.ReadFull(r, b[:2]); err != nil {
		return nil, errForest
	}
	t := make([]node, binary.LittleEndian.Uint16(b[:2]))
	for i := range t {
		feature, err := r.ReadByte()
		if err != nil {
			return nil, errForest
		}
		t[i].feature = feature
		if feature != leaf {
			if _, err := io.ReadFull(r, b[:2]); err != nil {
				return nil, errForest
			}
			t[i].right = binary.LittleEndian.Uint16(b[:2])
			if int(feature) >= features || int(t[i].right) >= len(t) || int(t[i].right) <= i {
				return nil, errForest
			}
		}
		if _, err := io.ReadFull(r, b[:4]); err != nil {
			return nil, errForest
		}
		t[i].value = math.Float32frombits(binary.LittleEndian.Uint32(b[:4]))
	}
	if len(t) == 0 || t[len(t)-1].feature != leaf {
		return nil, errForest
	}
	return t, nil
}

// writeForests is the inverse of readForests.
func writeForests(fs []*forest) []byte {
	var raw bytes.Buffer
	put := func(v any) { _ = binary.Write(&raw, binary.LittleEndian, v) } // a Buffer takes everything
	for _, f := range fs {
		put([2]uint16{uint16(f.features), uint16(len(f.trees))}) // #nosec G115 -- a model has some hundred trees and features, checked by what reads it
		for _, t := range f.trees {
			put(uint16(len(t))) // #nosec G115 -- a model has some hundred trees and features, checked by what reads it
			for _, n := range t {
				put(n.feature)
				if n.feature != leaf {
					put(n.right)
				}
				put(n.value)
			}
		}
	}
	var out bytes.Buffer
	w, _ := flate.NewWriter(&out, flate.BestCompression) // the level is valid
	_, _ = w.Write(raw.Bytes())
	_ = w.Close()
	return out.Bytes()
}
