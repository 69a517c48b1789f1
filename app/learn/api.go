package learn

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/page"
	"camtay/app/web"
)

type courseInput struct {
	ID uuid.UUID `path:"id"`
}

type lessonInput struct {
	ID uuid.UUID `path:"id"`
}

// Routes serves the learner's own courses and home page.
func Routes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "learn-home", Method: http.MethodGet, Path: "/learn/home", Permission: access.LearnSelf,
		Summary: "The next thing to do, my gaps and my to-dos",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[LearnHome], error) {
		home, err := svc.Home(ctx)
		if err != nil {
			return nil, err
		}
		return &web.Body[LearnHome]{Body: homeBody(home)}, nil
	})

	web.Handle(s, web.Route{
		ID: "learn-courses", Method: http.MethodGet, Path: "/learn/courses", Permission: access.LearnSelf,
		Summary: "Courses with my progress and the gaps of mine they close",
	}, func(ctx context.Context, in *web.Paging) (*web.Body[web.List[CourseItem]], error) {
		after, err := page.Parse(in.After, 2)
		if err != nil {
			return nil, err
		}
		shelf, next, err := svc.Courses(ctx, in.Q, after, page.Limit(in.Limit))
		if err != nil {
			return nil, err
		}
		items := make([]CourseItem, 0, len(shelf))
		for _, c := range shelf {
			items = append(items, courseItem(c))
		}
		return &web.Body[web.List[CourseItem]]{Body: web.List[CourseItem]{Items: items, Next: next}}, nil
	})

	web.Handle(s, web.Route{
		ID: "learn-course", Method: http.MethodGet, Path: "/learn/courses/{id}", Permission: access.LearnSelf,
		Summary: "One course with its lessons, its test and what it shows",
	}, func(ctx context.Context, in *courseInput) (*web.Body[CourseDetail], error) {
		return detailOf(svc.Course(ctx, in.ID))
	})

	web.Handle(s, web.Route{
		ID: "learn-enrol", Method: http.MethodPost, Path: "/learn/courses/{id}/enrol", Permission: access.LearnSelf,
		Summary: "Begin a course; again is the same as once",
	}, func(ctx context.Context, in *courseInput) (*web.Body[CourseDetail], error) {
		return detailOf(svc.Enrol(ctx, in.ID))
	})

	web.Handle(s, web.Route{
		ID: "learn-lesson", Method: http.MethodGet, Path: "/learn/lessons/{id}", Permission: access.LearnSelf,
		Summary: "Read a lesson; this begins its course and marks the lesson as opened",
	}, func(ctx context.Context, in *lessonInput) (*web.Body[LessonBody], error) {
		opened, err := svc.Open(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		return &web.Body[LessonBody]{Body: lessonBody(opened)}, nil
	})

	web.Handle(s, web.Route{
		ID: "learn-complete-lesson", Method: http.MethodPost, Path: "/learn/lessons/{id}/complete", Permission: access.LearnSelf,
		Summary: "Mark a lesson as done; the last one completes the course and may raise levels",
	}, func(ctx context.Context, in *lessonInput) (*web.Body[LessonDone], error) {
		done, err := svc.Complete(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		return &web.Body[LessonDone]{Body: doneBody(done)}, nil
	})
}

func detailOf(c Opened, err error) (*web.Body[CourseDetail], error) {
	if err != nil {
		return nil, err
	}
	return &web.Body[CourseDetail]{Body: courseDetail(c)}, nil
}
