package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Posting is the part of Tracking about posts, changes of the person in them, and the phone book.
type Posting interface {
	Posts(ctx context.Context, actor models.Actor) ([]tracking.PostLine, error)
	Post(ctx context.Context, actor models.Actor, text string) (tracking.PostPage, error)
	Succeed(ctx context.Context, actor models.Actor, key string, n tracking.NewSuccession) (tracking.Settled, error)
	Succession(ctx context.Context, actor models.Actor, id string) (tracking.SuccessionPage, error)
	NamePerson(ctx context.Context, actor models.Actor, key string, n tracking.NewListed) error
	UnnamePerson(ctx context.Context, actor models.Actor, key string, n tracking.NewListed) error
	PhoneBook(ctx context.Context, actor models.Actor, text string) (tracking.PhoneBook, error)
	SetContact(ctx context.Context, actor models.Actor, key string, c models.Contact) error
}

func postRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/posts", "list-posts", "岗位：任职、代理、联络员和空缺", h.listPosts)
	get(a, "/api/v1/posts/{post}", "show-post", "一个岗位的任职记录和未办事项", h.showPost)
	post(a, "/api/v1/successions", "change-person", "人员变动（任职、代理、离任）：经安全管理员确认后按日期生效", h.changePerson)
	get(a, "/api/v1/successions/{id}", "show-succession", "一次人员变动和交接清单", h.showSuccession)
	get(a, "/api/v1/phone-book", "show-phone-book", "通讯录：按权限显示", h.showPhoneBook)
	post(a, "/api/v1/phone-book/named", "name-person", "登记联络员、负责人、联系人（不含权限）", h.namePerson)
	post(a, "/api/v1/phone-book/named/end", "unname-person", "取消联络员、负责人、联系人", h.unnamePerson)
	post(a, "/api/v1/phone-book/{person}/contact", "set-contact", "登记联系方式", h.setContact)
}

// OfPost is the path parameter that names a post.
type OfPost struct {
	Post string `path:"post" doc:"岗位名称或编号" example:"分管工业副区长"`
}

type successionInput struct {
	Keyed
	Asking
	Body body[tracking.NewSuccession]
}

type ofSuccession struct {
	ID string `path:"id" doc:"人员变动编号，见岗位" example:"req-0123456789ab"`
}

type phoneBookInput struct {
	Text string `query:"q" doc:"姓名、单位、岗位、电话或拼音首字母"`
}

type listedInput struct {
	Keyed
	Body body[tracking.NewListed]
}

// ContactBody is how a person can be reached.
type ContactBody struct {
	OfficePhone string `json:"office_phone,omitempty" doc:"办公电话"`
	Mobile      string `json:"mobile,omitempty" doc:"手机"`
	Email       string `json:"email,omitempty" doc:"邮箱"`
}

type contactInput struct {
	Keyed
	Person string `path:"person" doc:"人员编号" example:"person-0123456789abcdef"`
	Body   body[ContactBody]
}

func (h handlers) listPosts(ctx context.Context, actor models.Actor, in *Paged) (*page[tracking.PostLine], error) {
	rows, err := h.t.Posts(ctx, actor)
	return paged(in, rows, func(p tracking.PostLine) string { return p.ID }, err)
}

func (h handlers) showPost(ctx context.Context, actor models.Actor, in *OfPost) (*answer[tracking.PostPage], error) {
	return answered(h.t.Post(ctx, actor, in.Post))
}

func (h handlers) changePerson(ctx context.Context, actor models.Actor, in *successionInput) (*answer[settled], error) {
	return answered(h.t.Succeed(in.why(ctx), actor, in.Key, in.Body.Value))
}

func (h handlers) showSuccession(ctx context.Context, actor models.Actor,
	in *ofSuccession) (*answer[tracking.SuccessionPage], error) {
	return answered(h.t.Succession(ctx, actor, in.ID))
}

func (h handlers) showPhoneBook(ctx context.Context, actor models.Actor,
	in *phoneBookInput) (*answer[tracking.PhoneBook], error) {
	return answered(h.t.PhoneBook(ctx, actor, in.Text))
}

func (h handlers) namePerson(ctx context.Context, actor models.Actor, in *listedInput) (*answer[settled], error) {
	return done(h.t.NamePerson(ctx, actor, in.Key, in.Body.Value))
}

func (h handlers) unnamePerson(ctx context.Context, actor models.Actor, in *listedInput) (*answer[settled], error) {
	return done(h.t.UnnamePerson(ctx, actor, in.Key, in.Body.Value))
}

func (h handlers) setContact(ctx context.Context, actor models.Actor, in *contactInput) (*answer[settled], error) {
	b := in.Body.Value
	return done(h.t.SetContact(ctx, actor, in.Key, models.Contact{PersonID: in.Person, OfficePhone: b.OfficePhone,
		Mobile: b.Mobile, Email: b.Email}))
}
