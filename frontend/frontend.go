// Package frontend carries the built web client.
package frontend

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var built embed.FS

// Dist answers the files of the built client, rooted so that "index.html" is
// the shell and ".vite/manifest.json" names the chunks of each page. Before
// the first build it holds nothing but ".gitkeep".
func Dist() fs.FS {
	dist, err := fs.Sub(built, "dist")
	if err != nil {
		panic(err) // "dist" is a constant and a valid path
	}
	return dist
}
