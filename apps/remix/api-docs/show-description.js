// swagger-ui-bundle.js, loaded before, puts its one function on window.
window.SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#description',
  validatorUrl: null,
})
