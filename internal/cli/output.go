package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"duban/models"
)

// output is where a command puts the file it makes.
type output struct {
	path  string // "-": standard output
	force bool   // may replace a file
}

// flags adds -o and --force; usage says what -o is for.
func (o *output) flags(c *cobra.Command, usage string) {
	c.Flags().StringVarP(&o.path, "output", "o", "", usage+"；- 为标准输出")
	c.Flags().BoolVar(&o.force, "force", false, "文件已存在时覆盖")
}

// put writes a file whole or not at all, and never over another unasked. It says what is written, on standard error
// when the file itself goes to standard output.
func (p *program) put(o output, content []byte, said string) error {
	if o.path == "-" {
		if p.json {
			return usage("-o - 与 --json 都要用标准输出，请只用其一")
		}
		if _, err := p.stdout.Write(content); err != nil {
			return models.Errorf(models.KindInvalid, "not_written", "无法写到标准输出，请检查接收的程序").Because(err)
		}
		p.note("%s", said)
		return nil
	}
	if err := writeFile(o.path, content, o.force); err != nil {
		return err
	}
	if p.json {
		p.print(map[string]any{"file": o.path, "size": len(content)})
		return nil
	}
	p.say("%s", said)
	return nil
}

// writeFile writes a whole file or none: it is made beside its place and then put there. Only force replaces a file.
// What is written is internal material: nobody else on this machine may read it.
func writeFile(path string, content []byte, force bool) (err error) {
	defer func() {
		switch {
		case err == nil:
		case errors.Is(err, fs.ErrExist):
			err = models.Errorf(models.KindInvalid, "file_exists", "%s 已存在，未覆盖；确要覆盖请加 --force，或用 -o 换一个文件名", path)
		default:
			err = models.Errorf(models.KindInvalid, "not_written", "无法写入 %s，请检查目录是否存在、是否有权限和空间", path).Because(err)
		}
	}()
	if _, err := os.Lstat(path); err == nil && !force {
		return fs.ErrExist
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".duban-*") // with mode 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }() // already moved when all went well
	if _, err := f.Write(content); err != nil {
		_ = f.Close() // the write's error is the one to tell
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
