export const sessionCookie = 'fuheng_session'
