package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"duban/models"
)

// output is where a command writes the file that it creates.
type output struct {
	path  string // "-": standard output
	force bool   // an existing file may be replaced
}

// flags adds -o and --force; usage describes -o.
func (o *output) flags(c *cobra.Command, usage string) {
	c.Flags().StringVarP(&o.path, "output", "o", "", usage+"；- 为标准输出")
	c.Flags().BoolVar(&o.force, "force", false, "文件已存在时覆盖")
}

// put writes a file atomically and replaces an existing one only with --force. It prints what was written, to standard
// error if the file itself goes to standard output.
func (p *program) put(o output, content []byte, message string) error {
	if o.path == "-" {
		if p.json {
			return usage("-o - 与 --json 都要用标准输出，请只用其一")
		}
		if _, err := p.stdout.Write(content); err != nil {
			return models.Errorf(models.KindInvalid, "not_written", "无法写到标准输出，请检查接收的程序").Because(err)
		}
		p.note("%s", message)
		return nil
	}
	if err := writeFile(o.path, content, o.force); err != nil {
		return err
	}
	if p.json {
		p.print(map[string]any{"file": o.path, "size": len(content)})
		return nil
	}
	p.say("%s", message)
	return nil
}

// writeFile writes a file under a temporary name and renames it, so that no partial file is left. Only force replaces
// an existing file. The content is internal to the office, so other accounts of this machine cannot read the file.
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
	defer func() { _ = os.Remove(f.Name()) }() // fails after the rename
	if _, err := f.Write(content); err != nil {
		_ = f.Close() // the write error is returned
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
