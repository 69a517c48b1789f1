package notify

import (
	"context"
	"net/http"
	"time"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/page"
	"camtay/app/web"
)

// NoticeBody is one message.
type NoticeBody struct {
	ID        uuid.UUID      `json:"id"`
	Key       string         `json:"key" doc:"translation key"`
	Args      map[string]any `json:"args" doc:"arguments of the sentence; name_en, if present, replaces name for readers of English"`
	Link      string         `json:"link" doc:"path of the client, or empty"`
	CreatedAt time.Time      `json:"created_at"`
	ReadAt    *time.Time     `json:"read_at,omitempty"`
}

// NoticeList is a page of messages, newest first.
type NoticeList struct {
	Items  []NoticeBody `json:"items"`
	Next   string       `json:"next,omitempty" doc:"cursor of the following page"`
	Unread int          `json:"unread"`
}

type listInput struct {
	After string `query:"after" maxLength:"1024" doc:"cursor from the previous page"`
	Limit int    `query:"limit" minimum:"0" maximum:"200" doc:"rows a page; 0 means 25"`
}

type readInput struct {
	ID uuid.UUID `path:"id"`
}

// Routes serves the room below /notify.
func Routes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "notify-messages", Method: http.MethodGet, Path: "/notify/messages", Permission: access.NotifySelf,
		Summary: "My messages, newest first",
	}, func(ctx context.Context, in *listInput) (*web.Body[NoticeList], error) {
		after, err := page.Parse(in.After, 2)
		if err != nil {
			return nil, err
		}
		limit := page.Limit(in.Limit)
		messages, unread, err := svc.Messages(ctx, after, limit)
		if err != nil {
			return nil, err
		}
		messages, next := page.Cut(messages, limit, func(m Message) string {
			return page.Cursor(m.CreatedAt.UTC().Format(time.RFC3339Nano), m.ID.String())
		})
		return &web.Body[NoticeList]{Body: NoticeList{Items: noticeBodies(messages), Next: next, Unread: unread}}, nil
	})

	web.Handle(s, web.Route{
		ID: "notify-read", Method: http.MethodPost, Path: "/notify/messages/{id}/read", Permission: access.NotifySelf,
		Summary: "Mark one of my messages as read",
	}, func(ctx context.Context, in *readInput) (*web.Empty, error) {
		return &web.Empty{}, svc.Read(ctx, in.ID)
	})

	web.Handle(s, web.Route{
		ID: "notify-read-all", Method: http.MethodPost, Path: "/notify/messages/read-all", Permission: access.NotifySelf,
		Summary: "Mark all my messages as read",
	}, func(ctx context.Context, _ *web.Empty) (*web.Empty, error) {
		return &web.Empty{}, svc.ReadAll(ctx)
	})
}

func noticeBodies(messages []Message) []NoticeBody {
	bodies := make([]NoticeBody, 0, len(messages))
	for _, m := range messages {
		b := NoticeBody{ID: m.ID, Key: m.Key, Args: m.Args, Link: m.Link, CreatedAt: m.CreatedAt.UTC()}
		if m.ReadAt != nil {
			at := m.ReadAt.UTC()
			b.ReadAt = &at
		}
		bodies = append(bodies, b)
	}
	return bodies
}
