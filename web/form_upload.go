package web

import (
	"encoding/json"
	"errors"
	"mime"
	"mime/multipart"
	"net/http"

	"duban/models"
)

// Limits of a form with files, in bytes: largestFiles files of 20 MB.
const (
	largestFiles  = 10
	largestUpload = largestFiles*(20<<20) + largestForm
	inMemory      = 4 << 20 // the rest of an upload goes to temporary files
)

// upload is a submitted form with files.
type upload struct {
	form
	files []*multipart.FileHeader
	Kept  []models.Evidence // files stored before: with an earlier submission or an earlier attempt
}

// sentUpload reads a submitted form with files, or an ordinary form. The caller defers clearUploads.
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

// clearUploads removes the temporary files of a form, as far as it can: the system clears what is left.
func clearUploads(r *http.Request) {
	if r.MultipartForm != nil {
		_ = r.MultipartForm.RemoveAll()
	}
}

// withKept adds the stored files that the form's hidden fields name.
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

// keepFiles stores the files of a form. Those that could be stored stay with the form when it is shown again, even if
// another file has an error.
func (h *handlers) keepFiles(r *http.Request, u *upload) (err error) {
	if len(u.Kept)+len(u.files) > largestFiles {
		return models.Errorf(models.KindInvalid, "evidence_too_many", "一次最多提交 10 个文件，请减少后重试")
	}
	var bad []*models.Error
	for _, file := range u.files {
		e, wrong := h.keepFile(r, file)
		switch {
		case wrong != nil && models.AsError(wrong).Kind.Ours():
			return wrong
		case wrong != nil:
			bad = append(bad, models.AsError(wrong))
		default:
			u.add(e)
		}
	}
	return refusedFiles(bad)
}

// refusedFiles is one error that names every file that could not be stored.
func refusedFiles(bad []*models.Error) error {
	if len(bad) == 0 {
		return nil
	}
	all := models.Words{Mark: "；"}
	for _, e := range bad {
		all.Items = append(all.Items, e.Message)
	}
	return &models.Error{Kind: bad[0].Kind, Code: bad[0].Code, Message: models.Messagef("%s", all)}
}

// add adds a stored file, unless it is already there.
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
	defer func() { _ = content.Close() }() // opened for reading
	return h.t.PutEvidence(r.Context(), actorOf(r), file.Filename, content)
}

// size formats a file size in bytes.
func size(bytes int64) string {
	if bytes >= 1<<20 {
		return itoa(int(bytes>>20)) + "." + itoa(int(bytes%(1<<20)*10>>20)) + " MB"
	}
	return itoa(int(max(bytes+1023, 1024)>>10)) + " KB"
}

// reference encodes a stored file for a hidden field of a form.
func reference(e models.Evidence) (string, error) {
	text, err := json.Marshal(e)
	return string(text), err
}
