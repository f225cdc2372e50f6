package web

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"

	"duban/models"
	"duban/tracking"
)

// startImport stores the uploaded workbooks as a draft and redirects to its page.
func (h *handlers) startImport(w http.ResponseWriter, r *http.Request) error {
	f, files, err := sentWorkbooks(r)
	if err == nil {
		var id string
		if id, err = h.t.StartDraft(r.Context(), actorOf(r), f.Key, files); err == nil {
			h.redirect(w, r, draftAddress(id))
			return nil
		}
	}
	if !f.wrong(err, map[string]string{"file_missing": "files", "too_large": "files",
		"nested_archive": "files"}) {
		return err
	}
	retry := newForm(r)
	retry.errors = f.errors
	return h.writeImports(w, r, statusOf(err), retry)
}

// sentWorkbooks reads a form with workbooks. The form is returned even with an error, to show the error in.
func sentWorkbooks(r *http.Request) (form, []tracking.ImportFile, error) {
	f := newForm(r)
	if err := r.ParseMultipartForm(inMemory); err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return f, nil, models.Errorf(models.KindInvalid, "too_large", "文件合计超过 50 MB，请分批上传").Because(err)
		}
		return f, nil, badForm(err)
	}
	defer clearUploads(r)
	f.Key, f.values = key(r), r.PostForm
	var files []tracking.ImportFile
	for _, part := range r.MultipartForm.File["files"] {
		if part.Filename == "" && part.Size == 0 {
			continue // how browsers send an empty file input
		}
		content, err := contentOf(part)
		if err != nil {
			return f, nil, err
		}
		files = append(files, tracking.ImportFile{Name: part.Filename, Content: content})
	}
	return f, files, nil
}

func contentOf(part *multipart.FileHeader) ([]byte, error) {
	file, err := part.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // opened for reading
	content := make([]byte, part.Size)
	_, err = io.ReadFull(file, content)
	return content, err
}
