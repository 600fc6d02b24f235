/** Pages of what a row refers to, for those who read. */

export const userPage = ({ user_id }: { user_id: string }) => `/users/${user_id}`
export const titlePage = ({ content_id }: { content_id: string }) => `/titles/${content_id}`
