package feeds

import "slices"

// maxKept is how many items of one answer go to the shelf.
const maxKept = 1_000

// newest returns at most n items: those with the latest dates, in the order of the document. Items without a date count
// as new: feeds put the new ones first.
func newest(items []Item, n int) []Item {
	if len(items) <= n {
		return items
	}
	order := make([]int, len(items))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := earliest(items[a].Published, items[a].Updated), earliest(items[b].Published, items[b].Updated)
		switch {
		case x.IsZero() && y.IsZero():
			return 0
		case x.IsZero():
			return -1
		case y.IsZero():
			return 1
		}
		return y.Compare(x)
	})
	order = order[:n]
	slices.Sort(order)
	kept := make([]Item, n)
	for i, at := range order {
		kept[i] = items[at]
	}
	return kept
}
