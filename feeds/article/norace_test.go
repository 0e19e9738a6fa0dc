//go:build !race

package article

const detector = false
