package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"

	"duban/models"
)

//go:embed pages static
var files embed.FS

// asset is a style sheet, script or icon. Its address contains its checksum, so browsers may cache it for ever.
type asset struct {
	name    string
	sum     string
	content []byte
	packed  func() []byte // gzip, compressed on first use
}

// assetTypes are the media types of assets, by extension. The system's own table is not asked: browsers refuse a script
// of another type.
var assetTypes = map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".svg": "image/svg+xml; charset=utf-8"}

func (a *asset) url() string { return "/static/" + a.sum + "/" + a.name }

// assets are the served files by name: the pages' own and, when `make assets` has run, the third-party ones. Names are
// unique over all folders.
var assets = mustLoadAssets()

func mustLoadAssets() map[string]*asset {
	all := map[string]*asset{}
	err := fs.WalkDir(files, ".", func(file string, entry fs.DirEntry, err error) error {
		name := path.Base(file)
		if err != nil || entry.IsDir() || assetTypes[path.Ext(name)] == "" {
			return err
		}
		if all[name] != nil {
			return fmt.Errorf("two assets are named %s", name)
		}
		content, err := files.ReadFile(file)
		sum := sha256.Sum256(content)
		all[name] = &asset{name: name, sum: hex.EncodeToString(sum[:6]), content: content,
			packed: sync.OnceValue(func() []byte { return pack(content) })}
		return err
	})
	if err != nil {
		panic(fmt.Sprintf("web: assets: %v", err))
	}
	return all
}

func pack(content []byte) []byte {
	var buffer bytes.Buffer
	packer := gzip.NewWriter(&buffer)
	_, _ = packer.Write(content) // a bytes.Buffer takes everything
	_ = packer.Close()
	return buffer.Bytes()
}

// assetURL returns the address of an asset, or "" for a third-party one that was not there at build time.
func assetURL(name string) string {
	if a := assets[name]; a != nil {
		return a.url()
	}
	return ""
}

// showAsset serves an asset. An address with a checksum of another version is not found.
func (h *handlers) showAsset(w http.ResponseWriter, r *http.Request) error {
	a := assets[r.PathValue("name")]
	if a == nil || a.sum != r.PathValue("sum") {
		return models.Errorf(models.KindNotFound, "no_page", "没有这个页面，请核对地址")
	}
	content := a.content
	header := w.Header()
	header.Set("Content-Type", assetTypes[path.Ext(a.name)])
	header.Set("Cache-Control", "public, max-age=31536000, immutable")
	header.Set("Vary", "Accept-Encoding")
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		header.Set("Content-Encoding", "gzip")
		content = a.packed()
	}
	_, _ = w.Write(content) // fails only when the client has gone
	return nil
}
