package tracking

import "duban/models"

// storedPreview is an ImportPreview as it is stored: with the formats and arguments of its findings, so that they can
// be shown in other languages.
type storedPreview struct {
	ImportPreview
	// Messages belong to Findings, in the same order. Previews of versions before 0.3 have none.
	Messages []models.StoredMessage `json:"messages,omitempty"`
}

func storedPreviewOf(p ImportPreview) storedPreview {
	s := storedPreview{ImportPreview: p}
	for _, f := range p.Findings {
		s.Messages = append(s.Messages, models.StoredMessage{Message: f.Message})
	}
	return s
}

// preview returns the preview with the messages of its findings.
func (s storedPreview) preview() ImportPreview {
	if len(s.Messages) == len(s.Findings) {
		for i := range s.Findings {
			s.Findings[i].Message = s.Messages[i].Message
		}
	}
	s.Effect.Message = s.Effect.words()
	return s.ImportPreview
}
