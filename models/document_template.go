package models

import "strconv"

// DocumentTemplate is a version of the office's own template of the 调度情况 (Word). Rows are added and never changed: the
// newest is in force. Switching back adds a version with the file of an earlier one, or without a file for the
// program's own template.
type DocumentTemplate struct {
	ID             string `gorm:"primaryKey"` // DocumentTemplateID
	Version        int    // from 1
	Of             int    `gorm:"column:of_version"`      // version whose file is used again; 0: a new file
	EvidenceSHA256 string `gorm:"column:evidence_sha256"` // "": the program's own template
	EvidenceName   string
	EvidenceType   string
	EvidenceSize   int64 // bytes
	ByID           string
	ByName         string
	At             Instant
}

// DocumentTemplateID is the row key of a version.
func DocumentTemplateID(version int) string { return Key("document-template", strconv.Itoa(version)) }

// NextTemplate returns the version that puts the file of an earlier one in force again; 0 is the program's own
// template. all are by version. Errors: KindNotFound, KindConflict when it is in force already.
func NextTemplate(all []DocumentTemplate, earlier int) (DocumentTemplate, error) {
	next := DocumentTemplate{Version: len(all) + 1, Of: earlier}
	inForce := ""
	if len(all) > 0 {
		inForce = all[len(all)-1].EvidenceSHA256
	}
	if earlier > 0 {
		if earlier > len(all) {
			return next, Errorf(KindNotFound, "no_template", "没有第 %d 版模板，请从版本列表中选择", earlier)
		}
		from := all[earlier-1]
		next.EvidenceSHA256, next.EvidenceName, next.EvidenceType, next.EvidenceSize = from.EvidenceSHA256,
			from.EvidenceName, from.EvidenceType, from.EvidenceSize
	}
	if next.EvidenceSHA256 == inForce {
		return next, Errorf(KindConflict, "template_in_force", "该模板正在使用，无需切换")
	}
	next.ID = DocumentTemplateID(next.Version)
	return next, nil
}
