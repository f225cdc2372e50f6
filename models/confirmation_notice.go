package models

import (
	"fmt"
	"net/url"
)

// ConfirmationPath returns the page on which a project's 形象进度确认单 of a month is taken and attached.
func ConfirmationPath(p Project, month Month) string {
	return fmt.Sprintf("/projects/%d/%s/confirmations?month=%s", p.Year, url.PathEscape(p.Code), month)
}

// ConfirmationAskedMessages tell the owner that the office asks for the 形象进度确认单 of a month. In trial running nothing is
// sent.
func (r Rules) ConfirmationAskedMessages(f Facts, c Confirmation, now Instant) []OutboxMessage {
	m := r.confirmationMessage(f, c, now)
	m.Title = fmt.Sprintf("请提供%s形象进度确认单：%s", c.Month, f.Project.Name)
	m.Body = fmt.Sprintf("项目：%s（%s）\n请下载预填的确认单，由建设、施工、监理三方签字盖章后上传扫描件。\n", f.Project.Name, f.Project.Code)
	return r.sentTo(f, m, f.Project.OwnerID)
}

// ConfirmationSignedMessages tell the office that a signed scan was attached by another than the office.
func (r Rules) ConfirmationSignedMessages(f Facts, c Confirmation, now Instant) []OutboxMessage {
	if f.inTrial(now.Date()) {
		return nil
	}
	m := r.confirmationMessage(f, c, now)
	m.Key, m.Audience = m.Key+"/"+string(ToOffice), ToOffice
	m.Title = fmt.Sprintf("已附%s形象进度确认单：%s", c.Month, f.Project.Name)
	m.Body = fmt.Sprintf("项目：%s（%s）\n附件：%s\n上传人：%s\n", f.Project.Name, f.Project.Code, c.EvidenceName, c.ByName)
	return []OutboxMessage{m}
}

func (r Rules) confirmationMessage(f Facts, c Confirmation, now Instant) OutboxMessage {
	return OutboxMessage{Key: c.ID, ProjectID: f.Project.ID, CreatedAt: now, NotBefore: r.Quiet(now),
		Status: OutboxPending,
		Kind:   NoticeConfirmation, Object: c.ID, Path: ConfirmationPath(f.Project, c.Month)}
}

// ConfirmationStillHolds reports whether a message about a 形象进度确认单 still says what is true: what was asked for is not
// there yet, or the scan is on record. rows are those of the project.
func ConfirmationStillHolds(m OutboxMessage, rows []Confirmation) bool {
	for _, c := range rows {
		if c.ID == m.Object {
			return c.Kind == ConfirmationSigned || !c.answered(rows)
		}
	}
	return false
}

// answered reports whether a signed scan of the same project and month is on record.
func (c Confirmation) answered(rows []Confirmation) bool {
	for _, o := range rows {
		if o.Kind == ConfirmationSigned && o.ProjectID == c.ProjectID && o.Month == c.Month {
			return true
		}
	}
	return false
}
