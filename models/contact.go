package models

import (
	"net/mail"
	"regexp"
	"strings"

	"golang.org/x/text/width"
)

// Contact is how a person can be reached. Phones and addresses are shown in the phone book only to those who may see
// them (CanSeeContact), and never stand in logs, messages, exports or the audit record.
type Contact struct {
	PersonID    string `gorm:"primaryKey"`
	OfficePhone string // 办公电话
	Mobile      string // 手机
	Email       string // 邮箱; channels send mail to it
}

// Empty reports whether nothing is known.
func (c Contact) Empty() bool { return c.OfficePhone == "" && c.Mobile == "" && c.Email == "" }

var (
	mobileShape = regexp.MustCompile(`^(\+?86)?1[3-9][0-9]{9}$`)
	phoneShape  = regexp.MustCompile(`^(\+86)?(\(?0[0-9]{2,3}\)?)?-?[0-9]{5,8}(-?(转)?[0-9]{1,6})?$`)
)

// CheckContact returns a contact as it is stored: half width, without spaces. Errors: KindInvalid "bad_mobile",
// "bad_phone", "bad_email", with the field's name in Cell.
func CheckContact(c Contact) (Contact, error) {
	bare := func(text string) string { return strings.Join(strings.Fields(width.Narrow.String(text)), "") }
	c.OfficePhone, c.Mobile, c.Email = bare(c.OfficePhone), strings.ReplaceAll(bare(c.Mobile), "-", ""), bare(c.Email)
	if c.Mobile != "" && !mobileShape.MatchString(c.Mobile) {
		return c, Errorf(KindInvalid, "bad_mobile", "手机应为 11 位手机号码，请核对").At("mobile")
	}
	if c.OfficePhone != "" && !phoneShape.MatchString(c.OfficePhone) && !mobileShape.MatchString(c.OfficePhone) {
		return c, Errorf(KindInvalid, "bad_phone", "办公电话应为号码，可带区号和分机，如 0533-2345678，请核对").At("office_phone")
	}
	if c.Email != "" {
		at, err := mail.ParseAddress(c.Email)
		if err != nil || at.Address != c.Email || len(c.Email) > 200 {
			return c, Errorf(KindInvalid, "bad_email", "邮箱应如 name@example.cn，请核对").At("email")
		}
	}
	return c, nil
}
