package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/gofiber/fiber/v2"
)

type asset struct {
	plain, br, gz []byte
	kind, etag    string
	immutable     bool
}

// phoneTag is where the shell names the number behind "Gọi người hỗ trợ".
const phoneTag = `<meta name="support-phone" content=`

// Client serves the built web client: compressed once, with ETags, /assets/ for
// ever, and the shell for every path that names a screen. Paths with an
// extension that do not exist are a real 404.
func (s *Server) Client(dist fs.FS, supportPhone string) error {
	assets := map[string]asset{}
	err := fs.WalkDir(dist, ".", func(name string, d fs.DirEntry, err error) error {
		switch hidden := name != "." && strings.HasPrefix(path.Base(name), "."); {
		case err != nil:
			return err
		case hidden && d.IsDir():
			return fs.SkipDir
		case hidden || d.IsDir():
			return nil
		}
		b, err := fs.ReadFile(dist, name)
		if err != nil {
			return err
		}
		if name == "index.html" {
			b = bytes.Replace(b, []byte(phoneTag+`""`), []byte(phoneTag+`"`+html.EscapeString(supportPhone)+`"`), 1)
		}
		a, err := newAsset(name, b)
		assets["/"+name] = a
		return err
	})
	if err != nil {
		return fmt.Errorf("read web client: %w", err)
	}
	s.Fiber.Get("/*", func(c *fiber.Ctx) error {
		name := c.Path()
		if strings.HasPrefix(name, "/api/") {
			return fiber.ErrNotFound
		}
		a, found := assets[name]
		if !found && path.Ext(name) != "" {
			return fiber.ErrNotFound
		}
		if !found {
			if a, found = assets["/index.html"]; !found {
				return c.Status(http.StatusServiceUnavailable).SendString("The web client is not built. Run: cd frontend && npm install && npm run build")
			}
		}
		return a.send(c)
	})
	return nil
}

func newAsset(name string, b []byte) (asset, error) {
	sum := sha256.Sum256(b)
	a := asset{
		plain: b, kind: mime.TypeByExtension(path.Ext(name)),
		etag:      `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`,
		immutable: strings.HasPrefix(name, "assets/"),
	}
	if a.kind == "" {
		a.kind = "application/octet-stream"
	}
	if path.Ext(name) == ".woff2" || path.Ext(name) == ".png" {
		return a, nil
	}
	var br, gz bytes.Buffer
	bw := brotli.NewWriterLevel(&br, brotli.BestCompression)
	gw, err := gzip.NewWriterLevel(&gz, gzip.BestCompression)
	if err != nil {
		return a, err
	}
	for _, w := range []interface {
		Write(p []byte) (int, error)
		Close() error
	}{bw, gw} {
		if _, err := w.Write(b); err != nil {
			return a, err
		}
		if err := w.Close(); err != nil {
			return a, err
		}
	}
	a.br, a.gz = br.Bytes(), gz.Bytes()
	return a, nil
}

func (a asset) send(c *fiber.Ctx) error {
	c.Set(fiber.HeaderETag, a.etag)
	c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	if a.immutable {
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	} else {
		c.Set(fiber.HeaderCacheControl, "no-cache")
	}
	if c.Get(fiber.HeaderIfNoneMatch) == a.etag {
		return c.SendStatus(http.StatusNotModified)
	}
	c.Set(fiber.HeaderContentType, a.kind)
	accepts := c.Get(fiber.HeaderAcceptEncoding)
	switch {
	case a.br != nil && strings.Contains(accepts, "br"):
		c.Set(fiber.HeaderContentEncoding, "br")
		return c.Send(a.br)
	case a.gz != nil && strings.Contains(accepts, "gzip"):
		c.Set(fiber.HeaderContentEncoding, "gzip")
		return c.Send(a.gz)
	}
	return c.Send(a.plain)
}
