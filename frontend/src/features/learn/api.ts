import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schema } from "@/api/client";
import { api, unwrap } from "@/api/client";

export type LearnHome = Schema<"LearnHome">;
export type Next = Schema<"LearnNext">;
export type Todo = Schema<"LearnTodo">;
export type CourseItem = Schema<"CourseItem">;
export type Course = Schema<"CourseDetail">;
export type CourseQuiz = Schema<"CourseQuiz">;
export type Closes = Schema<"CourseCloses">;
export type Lesson = Schema<"LessonBody">;
export type LessonDone = Schema<"LessonDone">;

export const learnHome = queryOptions({
  queryKey: ["learn", "home"],
  queryFn: ({ signal }) => unwrap(api.GET("/learn/home", { signal })),
});

/** Courses by title, a hundred a page: the order by what they close is made here. */
export const courses = (q: string) =>
  infiniteQueryOptions({
    queryKey: ["learn", "courses", q],
    queryFn: ({ signal, pageParam }) =>
      unwrap(api.GET("/learn/courses", { params: { query: { q, limit: 100, after: pageParam } }, signal })),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: (before) => before,
  });

export const course = (id: string) =>
  queryOptions({
    queryKey: ["learn", "course", id],
    queryFn: ({ signal }) => unwrap(api.GET("/learn/courses/{id}", { params: { path: { id } }, signal })),
  });

/** Reading a lesson tells the server that it has been opened. */
export const lesson = (id: string) =>
  queryOptions({
    queryKey: ["learn", "lesson", id],
    queryFn: ({ signal }) => unwrap(api.GET("/learn/lessons/{id}", { params: { path: { id } }, signal })),
  });

export const completeLesson = (id: string): Promise<LessonDone> =>
  unwrap(api.POST("/learn/lessons/{id}/complete", { params: { path: { id } } }));
