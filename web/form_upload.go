package web

import (
	"encoding/json"
	"errors"
	"mime"
	"mime/multipart"
	"net/http"

	"duban/models"
)

// What a form with files may hold: largestFiles at their largest.
const (
	largestFiles  = 10
	largestUpload = largestFiles*(20<<20) + largestForm
	inMemory      = 4 << 20 // the rest of an upload waits in temporary files
)

// upload is a form with files, as it was sent.
type upload struct {
	form
	files []*multipart.FileHeader
	Kept  []models.Evidence // kept already: with an earlier submission, or an attempt before this one
}

// sentUpload reads a form with files. Without any it may be sent like every other. The caller removes what waits in
// temporary files.
func sentUpload(r *http.Request) (upload, error) {
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "multipart/form-data" {
		f, err := sentForm(r)
		if err != nil {
			return upload{}, err
		}
		return upload{form: f}.withKept()
	}
	if err := r.ParseMultipartForm(inMemory); err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return upload{}, models.Errorf(models.KindInvalid, "too_large", "文件合计超过 200 MB，请减少文件或压缩照片后重试").Because(err)
		}
		return upload{}, badForm(err)
	}
	f, err := sentForm(r)
	if err != nil {
		return upload{}, err
	}
	return upload{form: f, files: r.MultipartForm.File["files"]}.withKept()
}

// withKept reads which files that are kept already go along.
func (u upload) withKept() (upload, error) {
	for _, text := range u.values["have"] {
		var e models.Evidence
		if err := json.Unmarshal([]byte(text), &e); err != nil {
			return u, models.Errorf(models.KindInvalid, "bad_form", "表单内容无法读取，请刷新页面后重试").Because(err)
		}
		u.Kept = append(u.Kept, e)
	}
	return u, nil
}

// keepFiles keeps the files of a form. What could be kept goes along when the form is sent again, whatever is wrong
// with another.
func (h *handlers) keepFiles(r *http.Request, u *upload) (err error) {
	if len(u.Kept)+len(u.files) > largestFiles {
		return models.Errorf(models.KindInvalid, "evidence_too_many", "一次最多提交 10 个文件，请减少后重试")
	}
	for _, file := range u.files {
		e, wrong := h.keepFile(r, file)
		switch {
		case wrong != nil:
			err = errors.Join(err, wrong)
		default:
			u.add(e)
		}
	}
	return err
}

// add puts a file with those that are kept, once.
func (u *upload) add(e models.Evidence) {
	for _, other := range u.Kept {
		if other.SHA256 == e.SHA256 {
			return
		}
	}
	u.Kept = append(u.Kept, e)
}

func (h *handlers) keepFile(r *http.Request, file *multipart.FileHeader) (models.Evidence, error) {
	content, err := file.Open()
	if err != nil {
		return models.Evidence{}, err
	}
	defer func() { _ = content.Close() }() // it was only read
	return h.t.PutEvidence(r.Context(), actorOf(r), file.Filename, content)
}

// size prints a file's size.
func size(bytes int64) string {
	if bytes >= 1<<20 {
		return itoa(int(bytes>>20)) + "." + itoa(int(bytes%(1<<20)*10>>20)) + " MB"
	}
	return itoa(int(max(bytes+1023, 1024)>>10)) + " KB"
}

// reference is a kept file as a form carries it.
func reference(e models.Evidence) (string, error) {
	text, err := json.Marshal(e)
	return string(text), err
}
